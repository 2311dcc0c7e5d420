# For main.sh: a near-peer scheme on the machine that the first one leaves, from its own file to a director who hands
# the desk over. Its days are real ones, so nobody is paired here; tests/story plays that.

step 'a near-peer scheme, founded from its own file'
stop_broker
runuser -u sotto -- sotto-broker check --data "$DATA" --seal-with file:/etc/sotto/seal
rm -rf "$DATA" /srv/sotto-mirror/*
LEADS='dean-1 dean-2'
leads_keys
root 'mv /etc/sotto/near-peer.toml /etc/sotto/scheme.toml'
draft # of the file as it is shipped, whose waits are too long to play it
rm -rf "$DATA"
sed 's|^publish_every = .*|&\nrelay = "https://localhost"|' /etc/sotto/demo-near-peer.toml >/etc/sotto/scheme.toml
draft
root 'systemctl enable --now sotto-broker'
found
wait_until 'the near-peer scheme answers' health
make_slips secretary

step 'a programme director, whose desk has a list and its parts'
# director PERSON: in the log, at the place for it, with an empty desk.
director() {
  enrol "$1" recipient
  by "$1" 'sotto recipient propose 1 --title "Clinical lead, first"' 'Clinical lead, first' 'Programme director'
  both_sign "$(said .six_words)"
  by "$1" 'sotto director new --desk desk'
}
parts() {
  local part
  for part in 1 2; do
    ASKED=$(sed -n 1p slips)$'\n' by "$1" 'sotto director enrol --desk desk'
    sed -i 1d slips
    is "$(said .parts)" "$part"
  done
}
director fern
printf 'name,email,grade,wishes\nAsh Alder,ash.alder@example.org,F1,\n' >people/fern/cohort.csv
by fern 'sotto director import doctors cohort.csv --desk desk'
by fern 'sotto director letters invitations --out letters.txt --desk desk'
invitation=$(sed -n 's/^    \([0-9A-Z-]\{29\}\)$/\1/p' people/fern/letters.txt)
parts fern

step 'a doctor comes by the letter, and is heard'
# heard DIRECTOR CONDITION: of the doctor, after a visit of the desk.
heard() {
  visit alder peer show
  by "$1" 'sotto director visit --desk desk'
  visit "$1" director show --desk desk
  said ".doctors[0] | $2" >/dev/null
}
enrol alder supporter supporter colleague
ASKED=$invitation$'\n' visit alder peer join
wait_until 'the director hears of the doctor' heard fern .here

step 'another programme director takes the desk over'
director moss
by fern 'sotto director hand-over --out handed --desk desk'
code=$(said .code)
cp people/fern/handed people/moss/
ASKED=$code$'\n' by moss 'sotto director take-over --in handed --desk desk'
is "$(said '.doctors[0] | "\(.name) \(.here)"')" 'Ash Alder true'
parts moss
visit alder peer opt-out
wait_until 'the new director hears of the doctor' heard moss '.standing == "opted-out"'
