-- Words have no weights any more: those of names stand twice, once with '=' before them (words.ts). A chore notes them anew.
update programs.program set words = '', called = '';
comment on column programs.program.words is 'lexemes that find a program; those of its names also with = before them';
