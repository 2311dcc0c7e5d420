#pragma once
// The seal of the file `keys` (docs/spec/store.md, "The seal"): the long-term keys lie on the disk
// under a secret that does not lie in the data folder.

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"

namespace sotto::broker {

// Where the secret comes from. A credential of systemd and a file hold 32 bytes or more, which are
// as good as a key; a passphrase is stretched by Argon2id.
struct SealSource {
  enum class Kind : std::uint8_t { kCredential, kFile, kPassphrase };
  Kind kind{};
  std::string name;  // of the credential; path of the file; of a passphrase the number of the open
                     // descriptor that it is read from, empty for the terminal
};
// "credential:NAME", "file:PATH" (made absolute), "passphrase", "passphrase:DESCRIPTOR"
std::optional<SealSource> parse_seal_source(std::string_view text);

enum class SealRefusal {
  kNoCredentials,  // $CREDENTIALS_DIRECTORY is not set
  kUnreadable,     // no such credential or file
  kOthersMayRead,  // the file's mode is not 0600
  kTooShort,       // fewer than kSealSecretMin bytes, or kPassphraseMin of a passphrase
  kTooLong,        // more than kSealSecretMax bytes
  kNoPassphrase,   // no terminal, or nothing was typed or could be read
  kDifferent,      // the passphrase was typed in two ways
  kInFolder,       // the file would lie in the data folder
  kCannotMake,     // the file is not there and cannot be made
  kNoMemory,       // for Argon2id
  kDamaged,        // not a file `keys`
  kOtherKind,      // a passphrase for what a file or credential sealed, or the other way round
  kWrongSecret,    // it does not open, or the content was changed
};
// A sentence for the operator.
std::string describe(SealRefusal refusal, const SealSource& source);

inline constexpr std::size_t kSealSecretMin = 32;  // bytes
inline constexpr std::size_t kSealSecretMax = 4096;
inline constexpr std::size_t kPassphraseMin = 16;

struct SealSecret {
  SealSource source;
  SecretBytes secret;
};

// What seals the keys of a new folder: makes the file when there is none (32 random bytes in hex,
// 0600), and has a passphrase that is typed at the terminal typed twice.
std::expected<SealSecret, SealRefusal> new_seal_secret(const SealSource& source,
                                                       const std::string& folder);

// The content of the file `keys`. It names the source in the clear, without a descriptor.
std::expected<Bytes, SealRefusal> seal_keys(const SealSecret& with, const SecretBytes& keys);
// The source that a sealed file names; nullopt: it is none.
std::optional<SealSource> sealed_with(ByteView sealed);
struct OpenedKeys {
  SecretBytes keys;
  SealSecret seal;  // seals them again as they were
};
// Reads the secret from the source and opens.
std::expected<OpenedKeys, SealRefusal> open_keys(const SealSource& source, ByteView sealed);

}  // namespace sotto::broker
