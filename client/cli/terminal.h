#pragma once
// All talk with the person. What they asked for goes to standard output, as lines or as one JSON
// value; progress and problems go to standard error. Words and codes come from the terminal without
// being shown, or from standard input, one a line.

#include <boost/json/value.hpp>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "crypto/base/secret.h"

namespace sotto::client::cli {

struct Streams {
  int in = 0;
  std::ostream& out;
  std::ostream& err;
  bool in_is_terminal = false;
  bool err_is_terminal = false;
};

class Terminal {
 public:
  Terminal(Streams streams, bool json) : streams_(streams), json_(json) {}

  bool json() const { return json_; }
  bool can_ask() const { return streams_.in_is_terminal; }

  // A line for people; nothing when --json was asked for.
  void line(std::string_view text);
  // The one JSON value of a command; nothing without --json.
  void value(const boost::json::value& value);
  // "sotto: …" and one plain sentence.
  void problem(std::string_view sentence);
  // What takes longer than a second; only where a person looks on. Replaces the progress before it.
  void progress(std::string_view text);

  // A line without its end, typed unseen. nullopt at the end of input, when the person gives up,
  // and above kMaxLine.
  std::optional<SecretBytes> ask_hidden(std::string_view prompt);
  // The same, seen while typed.
  std::optional<std::string> ask(std::string_view prompt);

  static constexpr std::size_t kMaxLine = 1024;

 private:
  void clear_progress();
  std::optional<SecretBytes> read_line();

  Streams streams_;
  bool json_;
  bool progress_shown_ = false;
};

// Text of other people for a screen: its bidirectional controls are left out, so that it cannot
// reorder what stands beside it.
std::string for_screen(std::string_view text);

}  // namespace sotto::client::cli
