-- Who else saw a checkpoint: the lines that witnesses of this server signed it with, which are served with it.
create table proof.cosignatures (
    size    bigint not null references proof.checkpoints,
    witness text   not null, -- its key, as it was known to the server
    line    text   not null, -- of the signed note, to the letter, with its line feed
    primary key (size, witness)
);

grant select, insert, update on proof.cosignatures to ${app};
