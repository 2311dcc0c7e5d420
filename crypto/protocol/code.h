#pragma once
// A code lets an eligible person open a locker; a slip is the paper that carries one, with the
// beginning of the log's genesis hash (docs/spec/words-and-lockers.md).

#include <expected>
#include <string>
#include <string_view>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"
#include "crypto/primitives/hash.h"

namespace sotto::protocol {

struct Code {
  Secret<10> bytes;

  static Code generate();

  // What the broker keeps: SHA-256("sotto/v1/code" || 0x00 || bytes).
  Hash256 hash() const;
};

// What was read from a slip.
struct Slip {
  Code code;
  Bytes genesis_prefix;  // 5 bytes when typed, 16 from a link

  // Whether the slip belongs to the log with this genesis hash.
  bool matches(const Hash256& genesis) const;
};

// For the sheet, to be typed: 24 characters of Crockford base32 in groups of four joined by
// hyphens, being the code and 5 bytes of the genesis hash.
std::string typed_form(const Code& code, const Hash256& genesis);

// For the QR square: SITE/open# and 42 characters, being the code and 16 bytes of the genesis hash.
// The site has no slash at its end.
std::string link(std::string_view site, const Code& code, const Hash256& genesis);

enum class SlipRefusal {
  kNotALink,   // something stands before # that is no SITE/open
  kCharacter,  // neither a digit of base32 nor a space or hyphen
  kLength,     // neither 24 nor 42 characters
  kStrayBits,  // a link whose last character has bits that belong to no byte
};

// Takes the typed form, a whole link or its fragment with or without #. Upper or lower case; I and
// L are read as 1 and O as 0; ASCII white space and hyphens are passed over.
std::expected<Slip, SlipRefusal> parse_slip(std::string_view text);

}  // namespace sotto::protocol
