#include "client/wasm/intents.h"

#include <algorithm>

#include "crypto/base/wire.h"
#include "crypto/protocol/code.h"
#include "crypto/protocol/date.h"
#include "crypto/protocol/fields.h"

namespace sotto::client::wasm {
namespace {

bool read(Reader& in, intent::Enquire& out) {
  return in.fixed(out.supporter) && protocol::read_enum(in, protocol::Means::kTeams, out.means) &&
         in.text16(out.value);
}

bool read(Reader& in, intent::Choose& out) {
  return in.u32(out.engagement) && in.u8(out.slot);
}

bool read(Reader& in, intent::Offer& out) {
  std::uint8_t count = 0;
  if (!in.u32(out.engagement) || !in.u8(count)) return false;
  out.slots.resize(count);
  for (Slot& slot : out.slots) {
    if (!in.u64(slot.start) || !in.text16(slot.place)) return false;
  }
  return true;
}

bool read(Reader& in, intent::Pause& out) {
  std::uint8_t paused = 0;
  if (!in.u8(paused) || paused > 1) return false;
  out.paused = paused == 1;
  return true;
}

bool read(Reader& in, intent::PublishListing& out) {
  std::uint8_t count = 0;
  if (!in.u8(count)) return false;
  out.text.fields.resize(count);
  for (auto& [key, value] : out.text.fields) {
    if (!in.text16(key) || !in.text16(value)) return false;
  }
  return true;
}

// drill, steps, answers, fields, recipients: counts of one byte. The once makes it one concern
// however often it is applied.
bool read(Reader& in, intent::SealConcern& out) {
  std::uint8_t drill = 0;
  std::uint8_t count = 0;
  ConcernDraft& draft = out.draft;
  if (!in.u8(drill) || drill > 1 || !in.fixed(draft.steps) || !in.u8(count)) return false;
  draft.drill = drill == 1;
  draft.answers.resize(count);
  for (CodedAnswer& each : draft.answers) {
    if (!in.u8(each.step) || !in.u8(each.code)) return false;
  }
  if (!in.u8(count)) return false;
  draft.fields.resize(count);
  for (ConcernField& each : draft.fields) {
    if (!in.u8(each.field) || !in.text16(each.text)) return false;
  }
  if (!in.u8(count)) return false;
  draft.recipients.resize(count);
  for (std::uint8_t& each : draft.recipients) {
    if (!in.u8(each)) return false;
  }
  return true;
}

bool read(Reader& in, intent::OpenConcern& out) {
  return in.u32(out.concern) && protocol::read_enum(in, OpeningReason::kDrill, out.reason);
}

bool read(Reader& in, intent::AcknowledgeConcern& out) {
  return in.u32(out.concern);
}

bool read(Reader& in, intent::SayOutcome& out) {
  return in.u32(out.concern) &&
         protocol::read_enum(in, protocol::OpeningAct::kReferredOn, out.outcome);
}

bool read(Reader& in, intent::BeRecipient& out) {
  return in.u8(out.place) && in.text16(out.title);
}

// As typed: the page has asked before whether it is one.
bool read_invitation(Reader& in, Invitation& out) {
  std::string typed;
  if (!in.text16(typed)) return false;
  const auto slip = protocol::parse_slip(typed);
  if (!slip) return false;
  out = to_array(slip->code.bytes.expose());
  return true;
}

// "2027-08-04"; what is none becomes a date that an agreement cannot have.
bool read_date(Reader& in, protocol::Date& out) {
  std::string typed;
  if (!in.text16(typed)) return false;
  out = protocol::parse_date(typed).value_or(~protocol::Date{0});
  return true;
}

// verb, then what it needs of PeerAct.
bool read(Reader& in, intent::Peer& wish) {
  PeerAct& out = wish.act;
  if (!protocol::read_enum(in, PeerVerb::kStateWishes, out.verb)) return false;
  switch (out.verb) {
    case PeerVerb::kApply: {
      Bytes wire;
      if (!in.vec16(wire)) return false;
      // One with a problem stays empty, which the visit refuses.
      auto application = Application::parse(wire);
      if (application) out.application = std::move(*application);
      return true;
    }
    case PeerVerb::kJoin:
      return read_invitation(in, out.invitation);
    case PeerVerb::kOptOut: {
      std::uint8_t tell = 0;
      if (!in.u8(tell) || tell > 1) return false;
      out.tell = tell == 1;
      return true;
    }
    case PeerVerb::kOptIn:
    case PeerVerb::kWithdraw:
      return true;
    case PeerVerb::kTellAboutScheme:
      return in.text16(out.text);
    case PeerVerb::kTellRelationship:
      return in.u32(out.pair) && in.text16(out.text);
    case PeerVerb::kProposeAgreement: {
      Agreement& terms = out.terms;
      return in.u32(out.pair) && read_date(in, terms.start) && read_date(in, terms.end) &&
             in.text16(terms.how_often) && in.text16(terms.where) &&
             protocol::read_enum(in, protocol::Means::kTeams, terms.means) &&
             in.text16(terms.means_value) && in.text16(terms.gain) && in.text16(terms.notes);
    }
    case PeerVerb::kGiveFeedback:
      return in.u32(out.pair) && in.fixed(out.feedback.answers) && in.text16(out.feedback.text);
    case PeerVerb::kStateWishes: {
      std::uint8_t count = 0;
      if (!in.u8(count)) return false;
      out.wishes.resize(count);
      return std::ranges::all_of(out.wishes, [&](std::string& each) { return in.text16(each); });
    }
    case PeerVerb::kAnotherPairing:
    case PeerVerb::kSignAgreement:
    case PeerVerb::kRemind:
      return in.u32(out.pair);
  }
  return false;
}

// Those that name an engagement and nothing else.
template <class Wish>
bool read(Reader& in, Wish& out) {
  return in.u32(out.engagement);
}

template <std::size_t I = 0>
std::optional<Intent> read_kind(std::size_t kind, Reader& in) {
  if constexpr (I == std::variant_size_v<Intent>) {
    return std::nullopt;
  } else {
    if (kind != I) return read_kind<I + 1>(kind, in);
    std::variant_alternative_t<I, Intent> wish;
    if (!read(in, wish) || !in.done()) return std::nullopt;
    return wish;
  }
}

}  // namespace

std::optional<Intent> read_intent(ByteView wire) {
  Reader in(wire);
  std::uint8_t kind = 0;
  if (!in.u8(kind)) return std::nullopt;
  return read_kind(kind, in);
}

}  // namespace sotto::client::wasm
