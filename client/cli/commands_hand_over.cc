// A desk that goes to the director's successor (docs/operations.md, "A new programme director").

#include <boost/json/object.hpp>

#include "client/cli/commands.h"
#include "client/cli/credentials.h"
#include "client/cli/director_desk.h"
#include "client/core/near_peer/hand_over.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;

const char* describe(TakeOverRefusal refusal) {
  switch (refusal) {
    case TakeOverRefusal::kNotHanded:
      return "This file is no desk that somebody handed over.";
    case TakeOverRefusal::kNotYours:
      return "This file does not open with this code and your desk's key: it is for somebody else, "
             "or the code is another one's, or the file was changed. Ask whoever gave it to you.";
    case TakeOverRefusal::kNotEmpty:
      return "Somebody is on this desk already. Take over into the new one that you have just "
             "begun.";
  }
  return "";
}

}  // namespace

Exit director_hand_over(Host& host, const Arguments& arguments) {
  const auto open = open_desk_file(host, arguments);
  if (!open) return open.error();
  const auto view = view_public(host, open->desk.genesis);
  if (!view) return view.error();
  const auto& recipients = view->log().recipients();
  const auto successor = recipients.find(open->scheme.near_peer->director);
  if (successor == recipients.end() ||
      successor->second.signing_key == open->desk.signing.public_key) {
    host.terminal.problem(
        "The log has nobody else as the programme director. First whoever follows you proposes "
        "themselves for the place, and the leads sign.");
    return Exit::kRefused;
  }
  const protocol::Code code = protocol::Code::generate();
  const auto file = hand_over(open->desk, successor->second.sealing_key, code);
  if (!file) {
    host.terminal.problem("Nothing can be sealed to the key that the log has.");
    return Exit::kDistrust;
  }
  const auto written = write_out(host, arguments.out, *file);
  if (!written) return written.error();
  const std::string typed = protocol::typed_form(code, open->desk.genesis);
  host.terminal.value(json::object{{"out", arguments.out}, {"code", typed}});
  host.terminal.line("The desk is in " + arguments.out +
                     ", for the programme director in the log alone. Tell them its code yourself, "
                     "not with the file:");
  host.terminal.line("    " + typed);
  host.terminal.line("Once they have it, delete your own desk and its copies.");
  return Exit::kOk;
}

Exit director_take_over(Host& host, const Arguments& arguments) {
  auto open = open_desk_file(host, arguments);
  if (!open) return open.error();
  const auto file = read_in(host, arguments.input, kDeskFileMax);
  if (!file) return file.error();
  const auto slip = read_slip(host, arguments.slip_file, "The code that they told you:");
  if (!slip) return slip.error();
  if (!slip->matches(open->desk.genesis)) return explain(host.terminal, Failure::kWrongLog);
  const auto taken = take_over(open->desk, file->expose(), slip->code);
  if (!taken) {
    host.terminal.problem(describe(taken.error()));
    return Exit::kRefused;
  }
  const auto saved = save_desk(host, arguments, *open);
  if (!saved) return saved.error();
  open->scheme = open->desk.scheme();
  host.terminal.value(to_json(*open));
  const int missing = open->scheme.near_peer->desk_parts - open->desk.mail.parts;
  host.terminal.line("The desk is yours. Delete " + arguments.input + ".");
  if (missing > 0) {
    host.terminal.line("It carries no letters before it has its parts: ask the administrator for " +
                       std::to_string(missing) +
                       " slips, and give each to \"sotto director enrol\". People's clients repeat "
                       "what they say until your desk answers; what they say about the scheme "
                       "is kept for two weeks.");
  }
  return Exit::kOk;
}

}  // namespace sotto::client::cli
