#pragma once
// The broker's concerns keys: one in force, to which every envelope's last place is sealed, and
// those before it for as long as envelopes sealed to them live (docs/spec/concerns.md, "The
// broker's key"). They lie in `erasable`, and on a sealed sheet of paper with an office outside the
// service.
//
// Slots: number of a key → its private half. With a recipient's key beside it, a disk that holds
// one opens the concerns of that time; alone it opens nothing, and it makes an opening silent only
// together with its recipient.

#include <expected>
#include <string>

#include "broker/scheme.h"
#include "broker/store/writer.h"
#include "crypto/primitives/x25519.h"

namespace sotto::broker {

SlotPayload concerns_slot(std::uint32_t number, const X25519KeyPair& key);
// nullopt: the slot holds another key, or none.
std::optional<X25519KeyPair> concerns_key_in(const std::optional<SlotPayload>& payload,
                                             std::uint32_t number);

// Overwrites keys whose time is over: kOldConcernsKeyDays after the log had the next one.
Decision expire_concerns_keys(const GroupView& view, const protocol::Replay& log,
                              protocol::Day today);

// What is printed once, for paper: the scheme's origin, the number, and both halves in hex.
SecretBytes concerns_sheet(const std::string& origin, std::uint32_t number,
                           const X25519KeyPair& key);
struct SheetKey {
  std::uint32_t number = 0;
  X25519KeyPair key;
};
// Refuses a text whose two halves do not fit each other: a sheet is typed in by hand.
std::expected<SheetKey, std::string> read_sheet(ByteView text, const std::string& origin);

}  // namespace sotto::broker
