#include "client/cli/terminal.h"

#include <termios.h>
#include <unistd.h>

#include <boost/json/serialize.hpp>
#include <cerrno>

#include "crypto/base/utf8.h"

namespace sotto::client::cli {
namespace {

constexpr std::uint8_t kGivenUp = 3;  // Ctrl-C

// While it lives the terminal shows nothing, and Ctrl-C arrives as a character: a signal would
// leave the terminal mute.
class Mute {
 public:
  explicit Mute(int fd) : fd_(fd), muted_(::tcgetattr(fd, &before_) == 0) {
    if (!muted_) return;
    termios mute = before_;
    mute.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    ::tcsetattr(fd_, TCSAFLUSH, &mute);
  }
  ~Mute() {
    if (muted_) ::tcsetattr(fd_, TCSAFLUSH, &before_);
  }
  Mute(const Mute&) = delete;
  Mute& operator=(const Mute&) = delete;

 private:
  int fd_;
  termios before_{};
  bool muted_;
};

bool is_bidi_control(char32_t c) {
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

void Terminal::line(std::string_view text) {
  if (json_) return;
  clear_progress();
  streams_.out << text << '\n' << std::flush;
}

void Terminal::value(const boost::json::value& value) {
  if (!json_) return;
  clear_progress();
  streams_.out << boost::json::serialize(value) << '\n' << std::flush;
}

void Terminal::problem(std::string_view sentence) {
  clear_progress();
  streams_.err << "sotto: " << sentence << '\n' << std::flush;
}

void Terminal::progress(std::string_view text) {
  if (!streams_.err_is_terminal) return;
  clear_progress();
  streams_.err << text << std::flush;
  progress_shown_ = true;
}

void Terminal::clear_progress() {
  if (progress_shown_) streams_.err << "\r\x1b[K" << std::flush;
  progress_shown_ = false;
}

std::optional<SecretBytes> Terminal::read_line() {
  // A character at a time: what follows the line belongs to the next question, and no buffer keeps
  // a copy.
  SecretBytes buffer(kMaxLine);
  std::size_t size = 0;
  for (;;) {
    std::uint8_t c = 0;
    const ssize_t got = ::read(streams_.in, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0 && size == 0) return std::nullopt;
    if (got <= 0 || c == '\n') break;
    if (c == kGivenUp || size == kMaxLine) return std::nullopt;
    buffer.fill()[size++] = c;
  }
  if (size > 0 && buffer.expose()[size - 1] == '\r') --size;
  return SecretBytes::from(buffer.expose().first(size));
}

std::optional<SecretBytes> Terminal::ask_hidden(std::string_view prompt) {
  clear_progress();
  if (!streams_.in_is_terminal) return read_line();
  streams_.err << prompt << ' ' << std::flush;
  std::optional<SecretBytes> line;
  {
    const Mute mute(streams_.in);
    line = read_line();
  }
  streams_.err << '\n' << std::flush;
  return line;
}

std::optional<std::string> Terminal::ask(std::string_view prompt) {
  clear_progress();
  if (streams_.in_is_terminal) streams_.err << prompt << ' ' << std::flush;
  const std::optional<SecretBytes> line = read_line();
  if (!line) return std::nullopt;
  const ByteView bytes = line->expose();
  return std::string(bytes.begin(), bytes.end());
}

std::string for_screen(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view before = text;
    char32_t c = 0;
    if (!next_code_point(text, c)) break;
    const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    if (!control && !is_bidi_control(c)) out += before.substr(0, before.size() - text.size());
  }
  return out;
}

}  // namespace sotto::client::cli
