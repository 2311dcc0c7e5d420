#include "client/core/messages.h"

#include <algorithm>

#include "crypto/base/utf8.h"
#include "crypto/protocol/text.h"

namespace sotto::client {
namespace {

constexpr std::uint8_t kEnquiryType = 1;
constexpr std::uint8_t kSnapshotType = 2;

constexpr std::uint8_t kEndedFlag = 1;
constexpr std::uint8_t kFreshPassFlag = 2;

bool read_type(Reader& in, std::uint8_t type) {
  std::uint8_t found = 0;
  return in.u8(found) && found == type;
}

bool read_means(Reader& in, protocol::Means& out) {
  std::uint8_t value = 0;
  if (!in.u8(value) || value < static_cast<std::uint8_t>(protocol::Means::kInService) ||
      value > static_cast<std::uint8_t>(protocol::Means::kTeams)) {
    return false;
  }
  out = static_cast<protocol::Means>(value);
  return true;
}

bool read_flags(Reader& in, Snapshot& out) {
  std::uint8_t flags = 0;
  if (!in.u8(flags) || flags > (kEndedFlag | kFreshPassFlag)) return false;
  out.ended = (flags & kEndedFlag) != 0;
  out.fresh_pass = (flags & kFreshPassFlag) != 0;
  return true;
}

bool read_answer(Reader& in, Answer& out) {
  std::uint8_t value = 0;
  if (!in.u8(value) || value > static_cast<std::uint8_t>(Answer::kCannot)) return false;
  out = static_cast<Answer>(value);
  return true;
}

// Slots only of an offer, and a choice only as a whole.
bool consistent(const Snapshot& s) {
  return s.number > 0 && s.held <= s.agreed && (s.offer > 0 || s.slots.empty()) &&
         (s.choice_offer == 0) == (s.choice_slot == 0) && s.choice_slot <= protocol::kSlotsMax;
}

}  // namespace

ByteArray<32> pass_nonce(const Secret<32>& pack_secret, std::uint8_t index) {
  constexpr ByteArray<1> kZero{};
  const ByteArray<1> last{index};
  return sha256({as_bytes("sotto/v1/pass"), kZero, pack_secret.expose(), last});
}

void write_pass(SecretWriter& out, const std::optional<SentPass>& pass) {
  if (!pass) {
    out.bytes(ByteArray<kSentPassSize>{});
    return;
  }
  out.u8(pass->index).u32(pass->epoch).u8(pass->generation);
  out.bytes(pass->pack_secret.expose()).bytes(pass->authenticator.expose()).bytes(pass->key_id);
}

bool read_pass(Reader& in, std::optional<SentPass>& out) {
  ByteView bytes;
  if (!in.view(kSentPassSize, bytes)) return false;
  out.reset();
  if (bytes[0] == 0) return Reader(bytes).zeros();
  SentPass pass;
  Reader fields(bytes);
  if (!fields.u8(pass.index) || pass.index > protocol::kMeetings || !fields.u32(pass.epoch) ||
      !fields.u8(pass.generation) || !fields.secret(pass.pack_secret) ||
      !fields.secret(pass.authenticator) || !fields.fixed(pass.key_id)) {
    return false;
  }
  out = std::move(pass);
  return true;
}

void write_log_view(SecretWriter& out, const LogView& log) {
  out.u64(log.size).bytes(log.root);
}

bool read_log_view(Reader& in, LogView& out) {
  return in.u64(out.size) && in.fixed(out.root);
}

SecretBytes Enquiry::encode() const {
  if (pass.index != 1) panic("messages: an enquiry without its first pass");
  if (!valid_value(means, value)) panic("messages: an enquiry with a value that is not valid");
  SecretWriter out(kEnquiryMax);
  out.u8(kEnquiryType).bytes(reply_key).bytes(secret.expose());
  write_pass(out, pass.clone());
  out.u8(static_cast<std::uint8_t>(means)).text16(value);
  write_log_view(out, log);
  return out.take();
}

std::optional<Enquiry> Enquiry::parse(ByteView message) {
  Reader in(message);
  Enquiry out;
  std::optional<SentPass> pass;
  if (!read_type(in, kEnquiryType) || !in.fixed(out.reply_key) || !in.secret(out.secret) ||
      !read_pass(in, pass) || !pass || pass->index != 1 || !read_means(in, out.means) ||
      !in.text16(out.value) || !valid_value(out.means, out.value) || !read_log_view(in, out.log) ||
      !in.done()) {
    return std::nullopt;
  }
  out.pass = std::move(*pass);
  return out;
}

void write_slots(SecretWriter& out, const std::vector<Slot>& slots) {
  if (slots.size() > protocol::kSlotsMax) panic("messages: too many slots");
  out.u8(static_cast<std::uint8_t>(slots.size()));
  for (const Slot& slot : slots) {
    if (!valid_place(slot.place)) panic("messages: a place that is not valid");
    out.u64(slot.start).text16(slot.place);
  }
}

bool read_slots(Reader& in, std::vector<Slot>& out) {
  std::uint8_t count = 0;
  if (!in.u8(count) || count > protocol::kSlotsMax) return false;
  out.assign(count, {});
  return std::ranges::all_of(out, [&in](Slot& slot) {
    return in.u64(slot.start) && in.text16(slot.place) && valid_place(slot.place);
  });
}

SecretBytes Snapshot::encode() const {
  if (!consistent(*this)) panic("messages: a snapshot that contradicts itself");
  SecretWriter out(kSnapshotMax);
  out.u8(kSnapshotType).u32(number).u32(seen);
  out.u8((ended ? kEndedFlag : 0) | (fresh_pass ? kFreshPassFlag : 0));
  out.bytes(key).u8(static_cast<std::uint8_t>(answer)).u8(agreed).u8(held).u8(offer);
  write_slots(out, slots);
  out.u8(choice_offer).u8(choice_slot);
  write_pass(out, pass ? std::optional(pass->clone()) : std::nullopt);
  write_log_view(out, log);
  return out.take();
}

std::optional<Snapshot> Snapshot::parse(ByteView message) {
  Reader in(message);
  Snapshot out;
  if (!read_type(in, kSnapshotType) || !in.u32(out.number) || !in.u32(out.seen) ||
      !read_flags(in, out) || !in.fixed(out.key) || !read_answer(in, out.answer) ||
      !in.u8(out.agreed) || !in.u8(out.held) || !in.u8(out.offer) || !read_slots(in, out.slots) ||
      !in.u8(out.choice_offer) || !in.u8(out.choice_slot) || !read_pass(in, out.pass) ||
      !read_log_view(in, out.log) || !in.done() || !consistent(out)) {
    return std::nullopt;
  }
  return out;
}

bool valid_value(protocol::Means means, std::string_view value) {
  if (means == protocol::Means::kInService) return value.empty();
  return !value.empty() && value.size() <= protocol::kMeansValueMax &&
         protocol::is_plain_text(value);
}

bool valid_place(std::string_view place) {
  if (place.size() > protocol::kPlaceMax || !protocol::is_plain_text(place)) return false;
  std::size_t characters = 0;
  char32_t point = 0;
  while (next_code_point(place, point)) ++characters;
  return characters <= kPlaceCharactersMax;
}

}  // namespace sotto::client
