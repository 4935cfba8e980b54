-- How a group looked when they left it: what it is called or shows later is not theirs to see.
alter table chat.member add column left_as json;
update chat.member
set left_as = json_build_object('title', conversation.title, 'avatar', conversation.avatar, 'size', conversation.size)
from chat.conversation
where conversation.id = member.conv and member.left_q is not null;
