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

// commands_admin.cc
Exit codes(Host& host, const Arguments& arguments);
Exit log_verify(Host& host, const Arguments& arguments);

Exit run(Host& host, const Arguments& arguments);

// The end of every visit: kUnreachable, and a sentence, when not everything after the opening was
// answered.
Exit end_of(Host& host, const Visited& visited);

}  // namespace sotto::client::cli
