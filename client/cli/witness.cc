#include "client/cli/witness.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "client/cli/files.h"
#include "crypto/tlog/checkpoint.h"
#include "crypto/tlog/lines.h"
#include "crypto/tlog/witness.h"

namespace sotto::client::cli {
namespace {

constexpr std::string_view kPrivate = "PRIVATE+KEY+";
constexpr std::size_t kStateMax = 1 << 20;
constexpr const char* kText = "text/plain; charset=utf-8";

Witness::Answer refusal(unsigned status, const char* why) {
  return {status, kText, std::string(why) + "\n"};
}

std::optional<std::pair<tlog::NoteKey, SigningKey>> parse_key(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (!text.starts_with(kPrivate)) return std::nullopt;
  text.remove_prefix(kPrivate.size());
  const std::size_t first = text.find('+');
  const std::size_t second = text.find('+', first == std::string_view::npos ? first : first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  auto bytes = from_base64(text.substr(second + 1));
  if (!bytes || bytes->size() != 33 ||
      (*bytes)[0] != static_cast<std::uint8_t>(tlog::KeyType::kCosignature)) {
    return std::nullopt;
  }
  SigningKey key =
      SigningKey::from_seed(Secret<32>::from(FixedView<32>(ByteView(*bytes).subspan(1, 32))));
  wipe(*bytes);
  tlog::NoteKey name{std::string(text.substr(0, first)), key.public_key,
                     tlog::KeyType::kCosignature};
  if (!tlog::is_key_name(name.name) ||
      to_hex(name.id()) != text.substr(first + 1, second - first - 1)) {
    return std::nullopt;
  }
  return std::pair{std::move(name), std::move(key)};
}

bool sync_folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return false;
  const bool synced = ::fsync(file) == 0;
  ::close(file);
  return synced;
}

}  // namespace

std::string witness_key_text(const std::string& name, const SigningKey& key) {
  const tlog::NoteKey public_key{name, key.public_key, tlog::KeyType::kCosignature};
  const Bytes type{static_cast<std::uint8_t>(tlog::KeyType::kCosignature)};
  return std::string(kPrivate) + name + "+" + to_hex(public_key.id()) + "+" +
         to_base64(concat({type, key.seed.expose()})) + "\n";
}

std::expected<Witness, std::string> Witness::open(const std::string& state_file,
                                                  std::string_view key_text,
                                                  const std::vector<std::string>& logs) {
  auto key = parse_key(key_text);
  if (!key) return std::unexpected("This is not the key of a witness.");
  Witness out(state_file, std::move(key->first), std::move(key->second));
  for (const std::string& vkey : logs) {
    auto log = tlog::NoteKey::parse_vkey(vkey);
    if (!log || log->type != tlog::KeyType::kEd25519) {
      return std::unexpected("This is not the verifier key of a log: " + vkey);
    }
    out.logs_[log->name].push_back(std::move(*log));
  }
  if (!out.lock()) return std::unexpected("Another witness has this state file: " + state_file);
  if (!out.read_state()) {
    return std::unexpected("The state file is damaged; a witness that forgets is none: " +
                           state_file);
  }
  return out;
}

Witness::~Witness() {
  if (lock_ >= 0) ::close(lock_);
}

Witness::Witness(Witness&& other) noexcept
    : state_file_(std::move(other.state_file_)),
      lock_(std::exchange(other.lock_, -1)),
      name_(std::move(other.name_)),
      key_(std::move(other.key_)),
      logs_(std::move(other.logs_)),
      seen_(std::move(other.seen_)) {}

bool Witness::lock() {
  lock_ = ::open((state_file_ + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  return lock_ >= 0 && ::flock(lock_, LOCK_EX | LOCK_NB) == 0;
}

// A line a log: origin, size, root in base64.
bool Witness::read_state() {
  const auto file = read_file(state_file_, kStateMax);
  if (!file) return ::access(state_file_.c_str(), F_OK) != 0;
  std::string_view text(reinterpret_cast<const char*>(file->expose().data()), file->size());
  std::string_view line;
  while (tlog::take_line(text, line)) {
    const std::size_t first = line.find(' '), second = line.rfind(' ');
    if (first == std::string_view::npos || first == second) return false;
    const auto size = tlog::parse_decimal(line.substr(first + 1, second - first - 1));
    const auto root = tlog::parse_hash(line.substr(second + 1));
    if (!size || !root) return false;
    seen_[std::string(line.substr(0, first))] = {{*size}, *root};
  }
  return text.empty();
}

bool Witness::write_state() const {
  std::string text;
  for (const auto& [origin, head] : seen_) {
    text += origin + " " + std::to_string(head.size.value) + " " + to_base64(head.root) + "\n";
  }
  const std::string draft = state_file_ + ".new";
  ::unlink(draft.c_str());
  return write_private(draft, as_bytes(text)) &&
         std::rename(draft.c_str(), state_file_.c_str()) == 0 && sync_folder_of(state_file_);
}

Witness::Answer Witness::answer(std::string_view method, std::string_view path,
                                std::string_view body, std::uint64_t time) {
  if (path != "/add-checkpoint") return refusal(404, "There is nothing at this address.");
  if (method != "POST") return refusal(405, "Only POST.");
  return add_checkpoint(body, time);
}

Witness::Answer Witness::add_checkpoint(std::string_view body, std::uint64_t time) {
  const auto request = tlog::AddCheckpoint::parse(body);
  if (!request) return refusal(400, "This is not a request of tlog-witness.");
  const auto log = logs_.find(request->origin());
  if (log == logs_.end()) return refusal(404, "This log is not known here.");
  const auto found = seen_.find(request->origin());
  const tlog::TreeHead last = found == seen_.end() ? tlog::TreeHead{} : found->second;
  std::expected<tlog::TreeHead, tlog::WitnessRefusal> head =
      std::unexpected(tlog::WitnessRefusal::kNotSigned);
  for (const tlog::NoteKey& key : log->second) {
    if (head || head.error() != tlog::WitnessRefusal::kNotSigned) break;
    head = tlog::check_checkpoint(*request, key, last);
  }
  if (!head) {
    switch (head.error()) {
      case tlog::WitnessRefusal::kMalformed:
        return refusal(400, "This is not a checkpoint that follows the old size.");
      case tlog::WitnessRefusal::kNotSigned:
        return refusal(403, "The checkpoint is not signed by the log's key.");
      case tlog::WitnessRefusal::kStale:
        return {409, "text/x.tlog.size", std::to_string(last.size.value) + "\n"};
      case tlog::WitnessRefusal::kInconsistent:
        return refusal(422, "The proof does not hold.");
    }
  }
  if (*head != last || found == seen_.end()) {
    seen_[log->first] = *head;
    if (!write_state()) {
      // What is on the disk is not known: this process says nothing any more.
      std::fputs("sotto: the state of the witness cannot be written\n", stderr);
      std::_Exit(1);
    }
  }
  // With its extension lines: the log has signed them, too.
  const std::string& note = request->checkpoint;
  return {200, kText,
          tlog::cosignature_line(note.substr(0, note.rfind("\n\n") + 1), name_.name, key_, time)};
}

}  // namespace sotto::client::cli
