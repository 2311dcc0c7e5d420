#include "broker/key_seal.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "broker/place_file.h"
#include "broker/private_file.h"
#include "broker/store/disk.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/aead.h"
#include "crypto/primitives/argon2.h"
#include "crypto/primitives/hkdf.h"
#include "crypto/primitives/random.h"

namespace sotto::broker {
namespace {

namespace fs = std::filesystem;
using Kind = SealSource::Kind;

constexpr std::string_view kMagic = "sotto keys 1\n";
constexpr std::string_view kCredential = "credential:";
constexpr std::string_view kFile = "file:";
constexpr std::string_view kPassphrase = "passphrase";

// As it stands in the sealed file: a descriptor is of one process alone.
std::string name_of(const SealSource& source) {
  switch (source.kind) {
    case Kind::kCredential:
      return std::string(kCredential) + source.name;
    case Kind::kFile:
      return std::string(kFile) + source.name;
    case Kind::kPassphrase:
      break;
  }
  return std::string(kPassphrase);
}

bool is_descriptor(std::string_view text) {
  int value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  return error == std::errc{} && rest == end && value >= 0;
}

std::expected<std::string, SealRefusal> path_of(const SealSource& source) {
  if (source.kind == Kind::kFile) return source.name;
  const char* const folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr || *folder != '/') return std::unexpected(SealRefusal::kNoCredentials);
  return std::string(folder) + "/" + source.name;
}

std::expected<SecretBytes, SealRefusal> read_secret_file(const std::string& path) {
  const auto size = size_of(path);
  if (!size) return std::unexpected(SealRefusal::kUnreadable);
  if (!check_private(path)) return std::unexpected(SealRefusal::kOthersMayRead);
  if (*size < kSealSecretMin) return std::unexpected(SealRefusal::kTooShort);
  if (*size > kSealSecretMax) return std::unexpected(SealRefusal::kTooLong);
  SecretBytes out(static_cast<std::size_t>(*size));
  const Descriptor file = open_file(path, O_RDONLY);
  if (!file.open() || !read_at(file.get(), out.fill(), 0)) {
    return std::unexpected(SealRefusal::kUnreadable);
  }
  return out;
}

// What is typed does not appear.
class Mute {
 public:
  explicit Mute(int terminal) : terminal_(terminal) {
    muted_ = tcgetattr(terminal, &before_) == 0;
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (muted_) tcsetattr(terminal, TCSAFLUSH, &hidden);
  }
  ~Mute() {
    if (muted_) tcsetattr(terminal_, TCSAFLUSH, &before_);
  }
  Mute(const Mute&) = delete;
  Mute& operator=(const Mute&) = delete;

 private:
  const int terminal_;
  termios before_{};
  bool muted_ = false;
};

std::optional<SecretBytes> read_line(int file) {
  SecretBytes buffer(kSealSecretMax);
  std::size_t size = 0;
  while (size < buffer.size()) {
    const ssize_t got = ::read(file, buffer.fill().data() + size, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0 || buffer.expose()[size] == '\n') break;
    ++size;
  }
  if (size == 0) return std::nullopt;
  return SecretBytes::from(buffer.expose().first(size));
}

std::optional<SecretBytes> ask(int terminal, std::string_view prompt) {
  dprintf(terminal, "%.*s", static_cast<int>(prompt.size()), prompt.data());
  std::optional<SecretBytes> out;
  {
    const Mute mute(terminal);
    out = read_line(terminal);
  }
  dprintf(terminal, "\n");
  return out;
}

std::expected<SecretBytes, SealRefusal> read_passphrase(const SealSource& source, bool twice) {
  std::optional<SecretBytes> out;
  if (!source.name.empty()) {
    int from = -1;
    std::from_chars(source.name.data(), source.name.data() + source.name.size(), from);
    out = read_line(from);
  } else {
    const Descriptor terminal = open_file("/dev/tty", O_RDWR | O_NOCTTY);
    if (!terminal.open()) return std::unexpected(SealRefusal::kNoPassphrase);
    out = ask(terminal.get(), "Passphrase of the broker's keys: ");
    if (out && twice) {
      const auto again = ask(terminal.get(), "The same again: ");
      if (!again || !constant_time_equal(out->expose(), again->expose())) {
        return std::unexpected(SealRefusal::kDifferent);
      }
    }
  }
  if (!out) return std::unexpected(SealRefusal::kNoPassphrase);
  if (out->size() < kPassphraseMin) return std::unexpected(SealRefusal::kTooShort);
  return std::move(*out);
}

std::expected<SecretBytes, SealRefusal> read_secret(const SealSource& source, bool twice) {
  if (source.kind == Kind::kPassphrase) return read_passphrase(source, twice);
  const auto path = path_of(source);
  if (!path) return std::unexpected(path.error());
  return read_secret_file(*path);
}

std::expected<Secret<32>, SealRefusal> sealing_key(Kind kind, const SecretBytes& secret,
                                                   const ByteArray<16>& salt) {
  if (kind != Kind::kPassphrase) return derive<32>("sotto/v1/keys", {secret.expose()}, salt);
  const auto stretched = argon2id(secret.expose(), salt);
  if (!stretched) return std::unexpected(SealRefusal::kNoMemory);
  return derive<32>("sotto/v1/keys", {stretched->expose()}, salt);
}

struct Parts {
  SealSource source;
  ByteArray<16> salt{};
  ByteView head;  // everything before the box
  ByteView box;
};

std::optional<Parts> split(ByteView sealed) {
  Reader in(sealed);
  ByteView magic;
  Bytes name;
  Parts out;
  if (!in.view(kMagic.size(), magic) || !equal(magic, as_bytes(kMagic)) || !in.vec16(name) ||
      !in.fixed(out.salt)) {
    return std::nullopt;
  }
  auto source = parse_seal_source({reinterpret_cast<const char*>(name.data()), name.size()});
  if (!source) return std::nullopt;
  out.source = std::move(*source);
  out.head = sealed.first(sealed.size() - in.left());
  out.box = sealed.subspan(out.head.size());
  return out;
}

bool is_inside(const std::string& path, const std::string& folder) {
  const fs::path inner = fs::weakly_canonical(path);
  const fs::path outer = fs::weakly_canonical(folder);
  const auto [rest, end] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  return rest == outer.end();
}

}  // namespace

std::optional<SealSource> parse_seal_source(std::string_view text) {
  if (text == kPassphrase) return SealSource{Kind::kPassphrase, ""};
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view rest = text.substr(colon + 1);
  if (rest.empty() || rest.size() > 1024) return std::nullopt;
  if (text.starts_with(kCredential)) {
    if (rest.find('/') != std::string_view::npos) return std::nullopt;
    return SealSource{Kind::kCredential, std::string(rest)};
  }
  if (text.starts_with(kFile)) return SealSource{Kind::kFile, fs::absolute(rest).string()};
  if (text.starts_with(std::string(kPassphrase) + ":") && is_descriptor(rest)) {
    return SealSource{Kind::kPassphrase, std::string(rest)};
  }
  return std::nullopt;
}

std::string describe(SealRefusal refusal, const SealSource& source) {
  const std::string name = name_of(source);
  switch (refusal) {
    case SealRefusal::kNoCredentials:
      return name +
             ": there is no CREDENTIALS_DIRECTORY; outside the service say --seal-with "
             "file:PATH of the same secret";
    case SealRefusal::kUnreadable:
      return name + " cannot be read";
    case SealRefusal::kOthersMayRead:
      return name + " is not a file that its owner alone may open: chmod 600 it";
    case SealRefusal::kTooShort:
      return source.kind == Kind::kPassphrase ? "a passphrase has 16 bytes or more"
                                              : name + " has fewer than 32 bytes";
    case SealRefusal::kTooLong:
      return name + " has more than 4096 bytes";
    case SealRefusal::kNoPassphrase:
      return "no passphrase was typed, and none could be read";
    case SealRefusal::kDifferent:
      return "the passphrase was typed in two ways";
    case SealRefusal::kInFolder:
      return name + " lies in the data folder: whoever takes the one would have the other";
    case SealRefusal::kCannotMake:
      return name + " cannot be made";
    case SealRefusal::kNoMemory:
      return "there is too little memory for a passphrase";
    case SealRefusal::kDamaged:
      return "keys is damaged";
    case SealRefusal::kOtherKind:
      return "keys are sealed in another way than " + name;
    case SealRefusal::kWrongSecret:
      return "keys do not open with " + name + ": it is another one, or keys is damaged";
  }
  return "keys do not open";
}

std::expected<SealSecret, SealRefusal> new_seal_secret(const SealSource& source,
                                                       const std::string& folder) {
  if (source.kind == Kind::kFile) {
    if (is_inside(source.name, folder)) return std::unexpected(SealRefusal::kInFolder);
    if (!size_of(source.name)) {
      std::string text = to_hex(random_secret<32>().expose()) + "\n";
      const bool placed = place_file(source.name, as_bytes(text));
      wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
      if (!placed) return std::unexpected(SealRefusal::kCannotMake);
    }
  }
  auto secret = read_secret(source, true);
  if (!secret) return std::unexpected(secret.error());
  return SealSecret{source, std::move(*secret)};
}

std::expected<Bytes, SealRefusal> seal_keys(const SealSecret& with, const SecretBytes& keys) {
  const auto salt = random_array<16>();
  const auto key = sealing_key(with.source.kind, with.secret, salt);
  if (!key) return std::unexpected(key.error());
  const Bytes head = sotto::Writer()
                         .bytes(as_bytes(kMagic))
                         .vec16(as_bytes(name_of(with.source)))
                         .bytes(salt)
                         .take();
  return concat({head, box_seal(*key, head, keys.expose())});
}

std::optional<SealSource> sealed_with(ByteView sealed) {
  auto parts = split(sealed);
  if (!parts) return std::nullopt;
  return std::move(parts->source);
}

std::expected<OpenedKeys, SealRefusal> open_keys(const SealSource& source, ByteView sealed) {
  auto parts = split(sealed);
  if (!parts) return std::unexpected(SealRefusal::kDamaged);
  const bool by_passphrase = source.kind == Kind::kPassphrase;
  if (by_passphrase != (parts->source.kind == Kind::kPassphrase)) {
    return std::unexpected(SealRefusal::kOtherKind);
  }
  auto secret = read_secret(source, false);
  if (!secret) return std::unexpected(secret.error());
  const auto key = sealing_key(source.kind, *secret, parts->salt);
  if (!key) return std::unexpected(key.error());
  auto keys = box_open(*key, parts->head, parts->box);
  if (!keys) return std::unexpected(SealRefusal::kWrongSecret);
  return OpenedKeys{std::move(*keys), {std::move(parts->source), std::move(*secret)}};
}

}  // namespace sotto::broker
