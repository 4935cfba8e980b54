-- The key of a person's session in a program: base64, made anew at each login. What is given to the program's server is sealed with it.
alter table programs.known_as add column session_key text;
