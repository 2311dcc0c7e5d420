#pragma once
// The commands, by who uses them. Each says what is to be said and returns what to exit with.

#include "client/cli/arguments.h"
#include "client/cli/host.h"

namespace sotto::client::cli {

// commands_colleague.cc: everybody with a locker
Exit enrol(Host& host, const Arguments& arguments);
Exit visit(Host& host, const Arguments& arguments);
Exit new_words(Host& host, const Arguments& arguments);
Exit extend(Host& host, const Arguments& arguments);

// commands_supporter.cc
// A visit with a wish after which something of one's own waits for the leads: proposes it, and
// prints the six words. what: "Your listing".
Exit propose_own(Host& host, const Arguments& arguments, const Intent& wish, std::string_view what);
Exit listing(Host& host, const Arguments& arguments);
Exit six_words(Host& host, const Arguments& arguments);
Exit calendar(Host& host, const Arguments& arguments);

// commands_lead.cc
Exit lead_key(Host& host, const Arguments& arguments);
Exit lead_sign_genesis(Host& host, const Arguments& arguments);
Exit lead_proposals(Host& host, const Arguments& arguments);
Exit lead_sign(Host& host, const Arguments& arguments);
Exit lead_drop(Host& host, const Arguments& arguments);
Exit lead_remove(Host& host, const Arguments& arguments);
Exit lead_remove_recipient(Host& host, const Arguments& arguments);
Exit lead_add_trustee(Host& host, const Arguments& arguments);

// commands_concern.cc
Exit concern_seal(Host& host, const Arguments& arguments);
Exit concern_show(Host& host, const Arguments& arguments);
Exit concern_audit(Host& host, const Arguments& arguments);

// commands_recipient.cc
Exit recipient_propose(Host& host, const Arguments& arguments);
Exit recipient_show(Host& host, const Arguments& arguments);
Exit recipient_open(Host& host, const Arguments& arguments);
Exit recipient_acknowledge(Host& host, const Arguments& arguments);
Exit recipient_outcome(Host& host, const Arguments& arguments);
Exit recipient_record(Host& host, const Arguments& arguments);

// commands_lead_change.cc
Exit lead_offer(Host& host, const Arguments& arguments);
Exit lead_replace(Host& host, const Arguments& arguments);
Exit lead_build(Host& host, const Arguments& arguments);

// commands_trustee.cc
Exit trustee_propose(Host& host, const Arguments& arguments);
Exit trustee_visit(Host& host, const Arguments& arguments);
Exit trustee_begin_again(Host& host, const Arguments& arguments);

// commands_figures.cc
Exit figures(Host& host, const Arguments& arguments);

// commands_director.cc
Exit director_new(Host& host, const Arguments& arguments);
Exit director_show(Host& host, const Arguments& arguments);
Exit director_import(Host& host, const Arguments& arguments);
Exit director_set(Host& host, const Arguments& arguments);
Exit director_allocate(Host& host, const Arguments& arguments);
Exit director_letters(Host& host, const Arguments& arguments);
Exit director_pairs(Host& host, const Arguments& arguments);
Exit director_feedback(Host& host, const Arguments& arguments);
Exit director_statement(Host& host, const Arguments& arguments);
Exit verify_statement(Host& host, const Arguments& arguments);

// commands_post.cc: the desk's parts
Exit director_enrol(Host& host, const Arguments& arguments);
Exit director_visit(Host& host, const Arguments& arguments);

// commands_hand_over.cc
Exit director_hand_over(Host& host, const Arguments& arguments);
Exit director_take_over(Host& host, const Arguments& arguments);

// commands_peer.cc: doctors and supporters of a near-peer scheme
Exit peer(Host& host, const Arguments& arguments);

// commands_admin.cc
Exit codes(Host& host, const Arguments& arguments);

// commands_log.cc
Exit log_verify(Host& host, const Arguments& arguments);

// commands_site.cc
Exit verify_site(Host& host, const Arguments& arguments);

// commands_witness.cc
Exit witness_key(Host& host, const Arguments& arguments);
Exit witness_serve(Host& host, const Arguments& arguments);

// commands_cosign.cc
Exit witness_cosign(Host& host, const Arguments& arguments);

Exit run(Host& host, const Arguments& arguments);

// The end of every visit: kUnreachable, and a sentence, when not everything after the opening was
// answered.
Exit end_of(Host& host, const Visited& visited);

}  // namespace sotto::client::cli
