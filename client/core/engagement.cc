#include "client/core/engagement.h"

#include <algorithm>
#include <utility>

#include "crypto/primitives/hkdf.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/words.h"

namespace sotto::client {
namespace {

using protocol::Role;

std::unexpected<IntentRefusal> refuse(IntentRefusal reason) {
  return std::unexpected(reason);
}

// What a person wrote, out of the memory as well as out of the state.
void erase_text(std::string& text) {
  wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
  text.clear();
}

}  // namespace

const char* describe(IntentRefusal refusal) {
  switch (refusal) {
    case IntentRefusal::kNoSuchEngagement:
      return "there is no such engagement";
    case IntentRefusal::kNoSuchSupporter:
      return "there is no such supporter";
    case IntentRefusal::kNotOffered:
      return "this supporter takes no enquiries this week";
    case IntentRefusal::kNoPackLeft:
      return "no pass is left until next quarter";
    case IntentRefusal::kTooManyEngagements:
      return "there are as many engagements as a locker holds";
    case IntentRefusal::kMeansNotAllowed:
      return "this scheme does not use that means of contact";
    case IntentRefusal::kValueInvalid:
      return "this is not something that can be sent as a means of contact";
    case IntentRefusal::kPlaceInvalid:
      return "a place has at most 40 characters on one line";
    case IntentRefusal::kTooManySlots:
      return "an offer has at most three times";
    case IntentRefusal::kNotAccepted:
      return "the enquiry is not accepted yet";
    case IntentRefusal::kAlreadyAnswered:
      return "this is answered already";
    case IntentRefusal::kNoOffer:
      return "no times are offered";
    case IntentRefusal::kNoSuchSlot:
      return "there is no such time in the offer";
    case IntentRefusal::kNothingAgreed:
      return "no meeting is agreed";
    case IntentRefusal::kFourthMeeting:
      return "an engagement has three meetings";
    case IntentRefusal::kAlreadyEnded:
      return "the engagement has ended";
    case IntentRefusal::kMeetingPending:
      return "the meeting agreed last was not held yet";
    case IntentRefusal::kWrongRole:
      return "this is for the other side to do";
    case IntentRefusal::kWrongState:
      return "this cannot be done now";
    case IntentRefusal::kListingInvalid:
      return "the listing is not valid";
    case IntentRefusal::kAlreadyEngaged:
      return "there is an engagement with this supporter already";
    case IntentRefusal::kConcernInvalid:
      return "the concern has fields that cannot be sealed";
    case IntentRefusal::kNoSuchRecipient:
      return "nobody has this recipient's place";
    case IntentRefusal::kTooFewRecipients:
      return "fewer recipients than it takes to open a concern";
    case IntentRefusal::kConcernWaits:
      return "a concern goes with the next commit already";
    case IntentRefusal::kTooManyConcerns:
      return "too many concerns";
    case IntentRefusal::kNoSuchConcern:
      return "no such concern";
    case IntentRefusal::kConcernSealed:
      return "the concern is not open";
    case IntentRefusal::kAlreadySaid:
      return "it was said already";
    case IntentRefusal::kRecipientInvalid:
      return "not a recipient's place or title";
    case IntentRefusal::kNoPairs:
      return "this scheme has no pairs";
    case IntentRefusal::kNoSuchPair:
      return "there is no such pair";
    case IntentRefusal::kPeerInvalid:
      return "a letter has fields that cannot be sent";
    case IntentRefusal::kPeerNotThere:
      return "the other side has not got so far";
    case IntentRefusal::kPeerLeft:
      return "this locker's person has left the scheme";
    case IntentRefusal::kNoRoom:
      return "too much waits to be sent";
    case IntentRefusal::kNoPausing:
      return "this scheme has no pausing";
  }
  panic("engagement: an unknown refusal");
}

std::array<std::uint16_t, 2> safety_words(const Secret<32>& engagement_secret) {
  const Secret<4> bytes = derive<4>("sotto/v1/safety-words", {engagement_secret.expose()});
  const FixedView<4> b = bytes.expose();
  return {static_cast<std::uint16_t>((b[0] << 8 | b[1]) % protocol::kWordCount),
          static_cast<std::uint16_t>((b[2] << 8 | b[3]) % protocol::kWordCount)};
}

EnquiryMark enquiry_mark(const Secret<32>& engagement_secret) {
  return to_array(FixedView<32>(sha256({engagement_secret.expose()})).first<8>());
}

// --- what people do ---

Engagement Engagement::enquire(std::uint32_t id, const protocol::SupporterId& supporter,
                               const Contact& contact, const TakenPack& pack, protocol::Means means,
                               std::string value, protocol::Day today) {
  if (!valid_value(means, value)) panic("engagement: a value that is not valid");
  Engagement out;
  out.id_ = id;
  out.role_ = Role::kColleague;
  out.supporter_ = supporter;
  out.phase_ = Phase::kEnquired;
  out.began_ = today;
  out.secret_ = random_secret<32>();
  out.contacts_ = {contact};
  out.newest_ = X25519KeyPair::generate();
  out.number_ = 1;
  out.means_ = means;
  out.value_ = std::move(value);
  out.pack_.pack = pack;
  return out;
}

std::optional<Engagement> Engagement::from_enquiry(std::uint32_t id,
                                                   const protocol::SupporterId& self,
                                                   const X25519PublicKey& contact_key,
                                                   Enquiry enquiry, protocol::Day today) {
  Engagement out;
  out.newest_ = X25519KeyPair::generate();
  if (!x25519(out.newest_.secret, enquiry.reply_key)) return std::nullopt;
  out.id_ = id;
  out.role_ = Role::kSupporter;
  out.supporter_ = self;
  out.phase_ = Phase::kWaitsForPass;
  out.began_ = today;
  out.secret_ = std::move(enquiry.secret);
  out.contacts_ = {{.key = contact_key}};
  out.peer_key_ = enquiry.reply_key;
  out.peer_log_ = enquiry.log;
  out.seen_ = 1;
  out.means_ = enquiry.means;
  out.value_ = std::move(enquiry.value);
  out.redeem_.waiting = std::move(enquiry.pass);
  return out;
}

Engagement Engagement::with_supporter(std::uint32_t id, const protocol::SupporterId& supporter,
                                      const Contact& contact, const ByteArray<16>& pair,
                                      protocol::Day today) {
  Engagement out = enquire(id, supporter, contact, {}, protocol::Means::kInService, {}, today);
  out.pair_ = pair;
  return out;
}

std::optional<ByteArray<16>> Engagement::pair_named(const Enquiry& enquiry) {
  const FixedView<32> secret = enquiry.pass.pack_secret.expose();
  const bool named = enquiry.pass.epoch == 0 && enquiry.pass.generation == 0 &&
                     std::ranges::all_of(secret.last<16>(), [](auto byte) { return byte == 0; });
  if (!named) return std::nullopt;
  return to_array(secret.first<16>());
}

std::optional<Engagement> Engagement::with_doctor(std::uint32_t id,
                                                  const protocol::SupporterId& self,
                                                  const X25519PublicKey& contact_key,
                                                  Enquiry enquiry, protocol::Day today) {
  const auto pair = pair_named(enquiry);
  if (!pair) return std::nullopt;
  auto out = from_enquiry(id, self, contact_key, std::move(enquiry), today);
  if (!out) return std::nullopt;
  out->pair_ = pair;
  out->phase_ = Phase::kEnquired;
  out->redeem_.waiting.reset();
  return out;
}

bool Engagement::repeats(const Enquiry& enquiry) {
  if (role_ != Role::kSupporter || !(enquiry.secret == secret_)) return false;
  std::optional<SentPass>& waiting = redeem_.waiting;
  if (phase_ == Phase::kWaitsForPass && waiting &&
      std::pair(enquiry.pass.epoch, enquiry.pass.generation) >
          std::pair(waiting->epoch, waiting->generation)) {
    waiting = enquiry.pass.clone();
  }
  return true;
}

// Why nothing can be done any more, or not by this side.
std::optional<IntentRefusal> Engagement::refusal_of(Role role) const {
  if (role_ != role) return IntentRefusal::kWrongRole;
  if (phase_ == Phase::kWaitsForPass) return IntentRefusal::kNoSuchEngagement;
  if (phase_ == Phase::kEnded) {
    return held_ == meetings_max() ? IntentRefusal::kFourthMeeting : IntentRefusal::kAlreadyEnded;
  }
  return std::nullopt;
}

std::expected<void, IntentRefusal> Engagement::accept() {
  if (const auto refusal = refusal_of(Role::kSupporter)) return refuse(*refusal);
  if (phase_ == Phase::kAccepted) return refuse(IntentRefusal::kAlreadyAnswered);
  phase_ = Phase::kAccepted;
  answer_ = Answer::kAccept;
  return {};
}

std::expected<void, IntentRefusal> Engagement::cannot(protocol::Day today) {
  if (const auto refusal = refusal_of(Role::kSupporter)) return refuse(*refusal);
  if (pair_) return refuse(IntentRefusal::kWrongState);  // another pairing is the director's
  if (phase_ == Phase::kAccepted) return refuse(IntentRefusal::kAlreadyAnswered);
  answer_ = Answer::kCannot;
  end_by(EndReason::kCannot, today);
  return {};
}

std::expected<void, IntentRefusal> Engagement::offer(std::vector<Slot> slots) {
  if (const auto refusal = refusal_of(Role::kSupporter)) return refuse(*refusal);
  if (phase_ != Phase::kAccepted) return refuse(IntentRefusal::kNotAccepted);
  if (agreed_ == meetings_max()) return refuse(IntentRefusal::kFourthMeeting);
  if (agreed_ > held_) return refuse(IntentRefusal::kMeetingPending);
  if (slots.empty()) return refuse(IntentRefusal::kNoOffer);
  if (slots.size() > protocol::kSlotsMax) return refuse(IntentRefusal::kTooManySlots);
  if (!std::ranges::all_of(slots, [](const Slot& slot) { return valid_place(slot.place); })) {
    return refuse(IntentRefusal::kPlaceInvalid);
  }
  if (offer_ == 0xff) return refuse(IntentRefusal::kWrongState);
  ++offer_;
  slots_ = std::move(slots);
  choice_ = 0;
  return {};
}

std::expected<void, IntentRefusal> Engagement::choose(std::uint8_t slot) {
  if (const auto refusal = refusal_of(Role::kColleague)) return refuse(*refusal);
  if (phase_ != Phase::kAccepted) return refuse(IntentRefusal::kNotAccepted);
  if (agreed_ == meetings_max()) return refuse(IntentRefusal::kFourthMeeting);
  if (agreed_ > held_) return refuse(IntentRefusal::kMeetingPending);
  if (slots_.empty()) return refuse(IntentRefusal::kNoOffer);
  // The first choice may be agreed already, so there is no second one of the same offer.
  if (choice_ != 0) return refuse(IntentRefusal::kAlreadyAnswered);
  if (slot == 0 || slot > slots_.size()) return refuse(IntentRefusal::kNoSuchSlot);
  choice_ = slot;
  pack_.sent_since = 0;
  pack_.asked = false;
  return {};
}

std::expected<void, IntentRefusal> Engagement::held(protocol::Day today) {
  if (const auto refusal = refusal_of(role_)) return refuse(*refusal);
  if (agreed_ == held_) return refuse(IntentRefusal::kNothingAgreed);
  ++held_;
  settle_meeting(today);
  return {};
}

std::expected<void, IntentRefusal> Engagement::end(protocol::Day today) {
  if (const auto refusal = refusal_of(role_)) return refuse(*refusal);
  if (pair_) return refuse(IntentRefusal::kWrongState);
  end_by(EndReason::kMine, today);
  return {};
}

void Engagement::settle_meeting(protocol::Day today) {
  if (agreed_slot_ && agreed_ == held_) {
    erase_text(agreed_slot_->place);
    agreed_slot_.reset();
  }
  if (held_ == meetings_max()) end_by(EndReason::kThreeHeld, today);
}

// What the person wrote goes at once; the keys when the other side knows.
void Engagement::end_by(EndReason reason, protocol::Day today) {
  phase_ = Phase::kEnded;
  end_ = reason;
  ended_ = today;
  erase_text(value_);
  for (Slot& slot : slots_) erase_text(slot.place);
  slots_.clear();
  choice_ = 0;
  if (agreed_slot_) erase_text(agreed_slot_->place);
  agreed_slot_.reset();
  redeem_.waiting.reset();
  redeem_.ask = false;
  pack_.none_left = false;
}

void Engagement::tick(protocol::Day today, std::uint8_t engagement_weeks, protocol::Epoch epoch,
                      std::uint8_t generation) {
  if (phase_ == Phase::kEnded) {
    if (today >= ended_ + kTombstoneDays) finished_ = true;
    return;
  }
  if (today >= began_ + 7 * protocol::Day{engagement_weeks}) {
    if (phase_ == Phase::kWaitsForPass) finished_ = true;
    end_by(EndReason::kTime, today);
    return;
  }
  const std::optional<SentPass>& waiting = redeem_.waiting;
  if (waiting && std::pair(waiting->epoch, waiting->generation) < std::pair(epoch, generation)) {
    refuse_waiting();
  }
}

}  // namespace sotto::client
