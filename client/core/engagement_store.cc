// An engagement as it is stored and as it is shown.

#include <algorithm>

#include "client/core/engagement.h"

namespace sotto::client {
namespace {

using protocol::Role;

// A number rises by one with a commit, so that none comes near.
constexpr std::uint32_t kNumberMax = 0x7fffffff;

template <class Enum>
bool read_enum(Reader& in, Enum first, Enum last, Enum& out) {
  std::uint8_t value = 0;
  if (!in.u8(value) || value < static_cast<std::uint8_t>(first) ||
      value > static_cast<std::uint8_t>(last)) {
    return false;
  }
  out = static_cast<Enum>(value);
  return true;
}

template <class Enum>
void write_enum(SecretWriter& out, Enum value) {
  out.u8(static_cast<std::uint8_t>(value));
}

bool read_bool(Reader& in, bool& out) {
  std::uint8_t value = 0;
  if (!in.u8(value) || value > 1) return false;
  out = value == 1;
  return true;
}

void write_bool(SecretWriter& out, bool value) {
  out.u8(value ? 1 : 0);
}

}  // namespace

EngagementView Engagement::view() const {
  return {.id = id_,
          .supporter = supporter_,
          .phase = phase_,
          .end = end_,
          .safety_words = safety_words(secret_),
          .means = means_,
          .value = value_,
          .agreed = agreed_,
          .held = held_,
          .offer = offer_,
          .slots = slots_,
          .chosen = choice_ != 0 ? std::optional(choice_) : std::nullopt,
          .agreed_slot = agreed_slot_,
          .waits_for_pass = choice_ != 0,
          .no_pass_left = pack_.none_left,
          .pair = pair_};
}

void Engagement::write(SecretWriter& out) const {
  out.u32(id_);
  write_enum(out, role_);
  out.bytes(supporter_);
  write_bool(out, pair_.has_value());
  if (pair_) out.bytes(*pair_);
  write_enum(out, phase_);
  write_enum(out, end_);
  write_bool(out, finished_);
  out.u32(began_).u32(ended_).u32(last_sent_).bytes(secret_.expose());
  write_keys(out);
  out.u32(number_).u32(seen_).u32(ended_number_);
  write_bool(out, last_word_);
  write_enum(out, means_);
  out.text16(value_);
  write_log_view(out, peer_log_);
  write_enum(out, answer_);
  out.u8(agreed_).u8(held_);
  write_offer(out);
  write_passes(out);
}

std::optional<Engagement> Engagement::read(Reader& in, bool knows_pairs) {
  Engagement out;
  bool paired = false;
  if (!in.u32(out.id_) || !read_enum(in, Role::kColleague, Role::kSupporter, out.role_) ||
      !in.fixed(out.supporter_) || (knows_pairs && !read_bool(in, paired)) ||
      (paired && !in.fixed(out.pair_.emplace())) ||
      !read_enum(in, Phase::kEnquired, Phase::kEnded, out.phase_) ||
      !read_enum(in, EndReason::kNone, EndReason::kTime, out.end_) ||
      !read_bool(in, out.finished_) || !in.u32(out.began_) || !in.u32(out.ended_) ||
      !in.u32(out.last_sent_) || !in.secret(out.secret_) || !out.read_keys(in) ||
      !in.u32(out.number_) || !in.u32(out.seen_) || !in.u32(out.ended_number_) ||
      !read_bool(in, out.last_word_) ||
      !read_enum(in, protocol::Means::kInService, protocol::Means::kTeams, out.means_) ||
      !in.text16(out.value_) || !read_log_view(in, out.peer_log_) ||
      !read_enum(in, Answer::kNone, Answer::kCannot, out.answer_) || !in.u8(out.agreed_) ||
      !in.u8(out.held_) || !out.read_offer(in) || !out.read_passes(in) || !out.consistent()) {
    return std::nullopt;
  }
  return out;
}

// What the rest of the code relies on, whoever wrote the bytes.
bool Engagement::consistent() const {
  const bool ended = phase_ == Phase::kEnded;
  const bool colleague = role_ == Role::kColleague;
  if (held_ > agreed_ || agreed_ > meetings_max() || number_ > kNumberMax) return false;
  if (!valid_value(means_, value_) && !(ended && value_.empty())) return false;
  if (choice_ > slots_.size() || (offer_ == 0 && !slots_.empty())) return false;
  if (choice_ != 0 && agreed_ == meetings_max()) return false;
  if (ended && (!slots_.empty() || agreed_slot_ || redeem_.waiting)) return false;
  if (!ended && held_ == meetings_max()) return false;
  if (colleague) return phase_ != Phase::kWaitsForPass && number_ > 0;
  // A pass waits for as long as the enquiry waits for it.
  return peer_key_ && (phase_ != Phase::kWaitsForPass || redeem_.waiting);
}

void Engagement::write_keys(SecretWriter& out) const {
  out.u8(static_cast<std::uint8_t>(contacts_.size()));
  for (const Contact& contact : contacts_) out.bytes(contact.key).u32(contact.week);
  write_bool(out, used_.has_value());
  if (used_) out.bytes(used_->secret.expose());
  out.bytes(newest_.secret.expose());
  write_bool(out, peer_key_.has_value());
  if (peer_key_) out.bytes(*peer_key_);
}

bool Engagement::read_keys(Reader& in) {
  std::uint8_t count = 0;
  if (!in.u8(count) || count == 0 || count > kMaxContacts) return false;
  contacts_.resize(count);
  for (Contact& contact : contacts_) {
    if (!in.fixed(contact.key) || !in.u32(contact.week)) return false;
  }
  Secret<32> secret;
  bool present = false;
  if (!read_bool(in, present)) return false;
  if (present) {
    if (!in.secret(secret)) return false;
    used_ = X25519KeyPair::from_secret(std::move(secret));
  }
  if (!in.secret(secret)) return false;
  newest_ = X25519KeyPair::from_secret(std::move(secret));
  if (!read_bool(in, present)) return false;
  if (!present) return true;
  return in.fixed(peer_key_.emplace());
}

void Engagement::write_offer(SecretWriter& out) const {
  out.u8(offer_);
  write_slots(out, slots_);
  out.u8(choice_);
  write_bool(out, agreed_slot_.has_value());
  if (agreed_slot_) out.u64(agreed_slot_->start).text16(agreed_slot_->place);
}

bool Engagement::read_offer(Reader& in) {
  bool present = false;
  if (!in.u8(offer_) || !read_slots(in, slots_) || !in.u8(choice_) || !read_bool(in, present)) {
    return false;
  }
  if (!present) return true;
  Slot& slot = agreed_slot_.emplace();
  return in.u64(slot.start) && in.text16(slot.place) && valid_place(slot.place);
}

void Engagement::write_passes(SecretWriter& out) const {
  if (role_ == Role::kColleague) {
    out.u32(pack_.pack.epoch).u8(pack_.pack.generation).u8(pack_.pack.index);
    write_bool(out, pack_.second);
    write_bool(out, pack_.asked);
    out.u32(pack_.sent_since);
    write_bool(out, pack_.none_left);
    return;
  }
  out.bytes(redeem_.pack_secret.expose()).u32(redeem_.epoch).u8(redeem_.generation);
  out.u8(redeem_.accepted);
  write_pass(out, redeem_.waiting ? std::optional(redeem_.waiting->clone()) : std::nullopt);
  out.bytes(redeem_.refused);
  write_bool(out, redeem_.ask);
}

bool Engagement::read_passes(Reader& in) {
  if (role_ == Role::kColleague) {
    return in.u32(pack_.pack.epoch) && in.u8(pack_.pack.generation) && in.u8(pack_.pack.index) &&
           read_bool(in, pack_.second) && read_bool(in, pack_.asked) && in.u32(pack_.sent_since) &&
           read_bool(in, pack_.none_left);
  }
  return in.secret(redeem_.pack_secret) && in.u32(redeem_.epoch) && in.u8(redeem_.generation) &&
         in.u8(redeem_.accepted) && redeem_.accepted <= protocol::kMeetings &&
         read_pass(in, redeem_.waiting) && in.fixed(redeem_.refused) && read_bool(in, redeem_.ask);
}

}  // namespace sotto::client
