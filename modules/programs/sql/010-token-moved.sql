-- Tokens of programs' servers are kept by the module that these speak with.
drop table programs.token;
