#include "client/cli/credentials.h"

#include <algorithm>

#include "crypto/primitives/random.h"

namespace sotto::client::cli {
namespace {

constexpr std::size_t kFileMax = 1024;

std::string_view as_text(const SecretBytes& bytes) {
  const ByteView view = bytes.expose();
  return {reinterpret_cast<const char*>(view.data()), view.size()};
}

std::expected<SecretBytes, Exit> from_file_or_person(Host& host, const std::string& file,
                                                     std::string_view prompt) {
  if (!file.empty()) return read_in(host, file, kFileMax);
  auto line = host.terminal.ask_hidden(prompt);
  if (!line) {
    host.terminal.problem(kNoInput);
    return std::unexpected(Exit::kUsage);
  }
  return std::move(*line);
}

Exit say(Host& host, FileProblem problem, const std::string& path) {
  host.terminal.problem(std::string(text(problem)) + " " + path);
  return Exit::kUsage;
}

// Word `number`, 1 to 7, of the canonical text.
std::string_view word_of(std::string_view text, std::uint32_t number) {
  for (std::uint32_t i = 1; i < number; ++i) text.remove_prefix(text.find(' ') + 1);
  return text.substr(0, text.find(' '));
}

}  // namespace

std::expected<SecretBytes, Exit> read_in(Host& host, const std::string& path, std::size_t limit) {
  auto content = read_file(path, limit);
  if (content) return std::move(*content);
  host.terminal.problem(std::string(text(content.error())) + " " + path);
  return std::unexpected(Exit::kUsage);
}

std::expected<void, Exit> write_out(Host& host, const std::string& path, ByteView content) {
  const auto written = write_private(path, content);
  if (written) return {};
  host.terminal.problem(std::string(text(written.error())) + " " + path);
  return std::unexpected(Exit::kUsage);
}

std::expected<protocol::Words, Exit> read_words(Host& host, const std::string& file,
                                                std::string_view prompt) {
  const auto typed = from_file_or_person(host, file, prompt);
  if (!typed) return std::unexpected(typed.error());
  auto words = protocol::Words::parse(as_text(*typed));
  if (words) return std::move(*words);
  host.terminal.problem(text(words.error()));
  return std::unexpected(Exit::kWrongWords);
}

std::expected<protocol::Slip, Exit> read_slip(Host& host, const std::string& file,
                                              std::string_view prompt) {
  const auto typed = from_file_or_person(host, file, prompt);
  if (!typed) return std::unexpected(typed.error());
  auto slip = protocol::parse_slip(as_text(*typed));
  if (slip) return std::move(*slip);
  host.terminal.problem(text(slip.error()));
  return std::unexpected(Exit::kWrongWords);
}

std::string shown(const protocol::Words& words) {
  return std::string(as_text(words.text()));
}

std::string spelt(const std::array<std::uint16_t, 6>& words) {
  std::string out;
  for (const std::uint16_t index : words) {
    if (!out.empty()) out += ' ';
    out += protocol::word(index);
  }
  return out;
}

std::expected<void, Exit> hand_over(Host& host, const protocol::Words& words,
                                    const std::string& file) {
  const SecretBytes canonical = words.text();
  if (!file.empty()) {
    SecretBytes line(canonical.size() + 1);
    std::ranges::copy(canonical.expose(), line.fill().begin());
    line.fill().back() = '\n';
    return write_out(host, file, line.expose());
  }
  host.terminal.line(
      "These seven words are the only key to your locker. Nobody else has them, and "
      "nobody can bring them back. Write them down on paper:");
  host.terminal.line("");
  host.terminal.line("    " + std::string(as_text(canonical)));
  host.terminal.line("");
  if (!host.terminal.can_ask()) return {};

  const std::uint32_t first = 1 + random_below(protocol::kWordsInLocker);
  const std::uint32_t other = 1 + random_below(protocol::kWordsInLocker - 1);
  for (const std::uint32_t number : {first, other < first ? other : other + 1}) {
    const auto word = host.terminal.ask_hidden("To be sure, type word " + std::to_string(number) +
                                               " (it stays unseen):");
    if (!word || as_text(*word) != word_of(as_text(canonical), number)) {
      host.terminal.problem(
          "That is another word. Nothing was changed; write all seven down and begin again.");
      return std::unexpected(Exit::kWrongWords);
    }
  }
  return {};
}

std::expected<LockerKeys, Exit> derive(Host& host, const protocol::Words& words,
                                       FixedView<16> salt) {
  host.terminal.progress("Making keys from the words …");
  auto keys = derive_keys(words, salt);
  if (keys) return std::move(*keys);
  host.terminal.problem(kNoMemory);
  return std::unexpected(Exit::kTryLater);
}

ByteArray<16> salt_of(const Host& host, const Hash256& genesis) {
  return host.locker_file ? host.locker_file->salt() : words_salt(genesis);
}

std::expected<void, Exit> make_locker_file(Host& host, const std::string& path,
                                           const Hash256& genesis) {
  if (path.empty()) return {};
  auto file = LockerFile::create(path, genesis);
  if (!file) return std::unexpected(say(host, file.error(), path));
  host.locker_file.emplace(std::move(*file));
  return {};
}

std::expected<Own, Exit> own_locker(Host& host, const Arguments& arguments) {
  std::optional<Hash256> known = arguments.genesis;
  if (!arguments.locker_file.empty()) {
    auto file = LockerFile::open(arguments.locker_file);
    if (!file) return std::unexpected(say(host, file.error(), arguments.locker_file));
    host.locker_file.emplace(std::move(*file));
    if (known && *known != host.locker_file->genesis()) {
      return std::unexpected(explain(host.terminal, Failure::kWrongLog));
    }
    known = host.locker_file->genesis();
  }
  const auto words = read_words(host, arguments.words_file);
  if (!words) return std::unexpected(words.error());
  const auto genesis = find_genesis(host, known);
  if (!genesis) return std::unexpected(genesis.error());
  auto keys = derive(host, *words, salt_of(host, *genesis));
  if (!keys) return std::unexpected(keys.error());
  return Own{std::move(*keys), *genesis};
}

}  // namespace sotto::client::cli
