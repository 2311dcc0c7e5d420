// What a recipient finds, opens and says.

#include <algorithm>

#include "client/core/opening_choice.h"
#include "client/core/recipients.h"
#include "client/core/record.h"
#include "client/core/shares.h"
#include "client/core/visit_machine.h"
#include "crypto/protocol/text.h"

namespace sotto::client {
namespace {

using protocol::OpeningAct;
using Result = std::expected<void, IntentRefusal>;

std::unexpected<IntentRefusal> refuse_recipient(IntentRefusal why) {
  return std::unexpected(why);
}

std::optional<std::uint64_t> entry_of_note(const protocol::Replay& log, std::uint64_t from,
                                           const ByteArray<32>& note) {
  for (const protocol::LoggedOpening& each : log.openings()) {
    if (each.entry >= from && each.opening.note == note) return each.entry;
  }
  return std::nullopt;
}

}  // namespace

void Visit::Machine::take_opening(const OpeningInFlight& asked,
                                  const protocol::OpeningAnswer& answer) {
  if (!asked.asked) return;
  RecipientState& own = *state.recipient;
  protocol::OpeningGiven given = protocol::OpeningGiven::parse(answer);
  if (own.answered.size() == RecipientState::kAnsweredMax) own.answered.erase(own.answered.begin());
  own.answered.push_back(
      {given.entry, protocol::opening_commitment(given.secrets.trace, asked.place, given.entry),
       asked.concern});
  HeldConcern* const held = asked.concern != 0 ? own.find(asked.concern) : nullptr;
  if (held == nullptr || held->opened) return;
  held->opened = true;
  held->entry = given.entry;
  held->given = std::move(given.secrets);
  if (is_open) events.emplace_back(event::ConcernChanged{held->number});
}

// Every opening that the broker answered stands in the log, or it was refused: then it is asked for
// again, unless it only waits for the witnesses. known: how many were answered in earlier visits;
// the log that was fetched may be older than the others.
void Visit::Machine::look_at_openings(std::size_t known) {
  RecipientState& own = *state.recipient;
  std::vector<AnsweredOpening> kept;
  for (std::size_t i = 0; i < own.answered.size(); ++i) {
    const AnsweredOpening& each = own.answered[i];
    const auto* const logged = opening_at(everybody->log(), each.entry);
    HeldConcern* const held = each.concern != 0 ? own.find(each.concern) : nullptr;
    if (logged != nullptr && logged->opening.commitment == each.commitment) {
      if (held != nullptr) held->logged = true;
      continue;
    }
    const bool announced = everybody->announces(each.entry, [&](ByteView wire) {
      const auto entry = protocol::Entry::parse(wire);
      const auto* const opening = entry ? std::get_if<protocol::Opening>(&entry->body) : nullptr;
      return opening != nullptr && opening->commitment == each.commitment;
    });
    if (announced || (i >= known && each.entry == everybody->log().size())) {
      kept.push_back(each);
      continue;
    }
    events.emplace_back(event::OpeningNotLogged{});
    if (held == nullptr || read_concern(*held, *everybody)) continue;
    held->opened = false;
    held->entry = 0;
    held->given = {};
  }
  own.answered = std::move(kept);
  for (HeldConcern& held : own.held) look_for_notes(held);
}

// A note that the log does not have goes again.
void Visit::Machine::look_for_notes(HeldConcern& held) const {
  const auto opened = read_concern(held, *everybody);
  if (!opened) return;
  for (Saying* const saying : {&held.acknowledged, &held.outcome}) {
    if (saying->act == 0 || saying->entry) continue;
    const auto act = static_cast<OpeningAct>(saying->act);
    saying->entry = entry_of_note(everybody->log(), held.entry,
                                  protocol::opening_note(opened->note_key, held.place, act));
    if (!saying->entry) saying->sent = false;
  }
}

// Shares of what is held, from the recipients who have them by the log.
void Visit::Machine::scan_shares() {
  RecipientState& own = *state.recipient;
  const ShareOpener opener(own.sealing.clone(), everybody->genesis());
  for (protocol::Cell cell : board->cells_after(state.seen)) {
    auto opened = opener.open(cell);
    if (!opened) continue;
    ShareMessage& message = opened->message;
    const auto sender =
        everybody->log().recipients().find(static_cast<std::uint8_t>(message.share.holder - 1));
    const auto held = std::ranges::find(own.held, message.envelope, &HeldConcern::id);
    if (sender == everybody->log().recipients().end() || held == own.held.end() ||
        !opener.is_by(*opened, sender->second.signing_key) ||
        message.share.holder == held->place + 1 ||
        std::ranges::find(held->received, message.share.holder, &shamir::Share::holder) !=
            held->received.end() ||
        held->received.size() == HeldConcern::kSharesMax) {
      continue;
    }
    held->received.push_back(std::move(message.share));
    events.emplace_back(event::ConcernChanged{held->number});
  }
}

bool Visit::Machine::hold(const PublishedEnvelope& found, std::uint8_t place,
                          const shamir::Share& share) {
  RecipientState& own = *state.recipient;
  if (own.held.size() == RecipientState::kHeldMax) {
    // What is over makes room for what is not.
    const auto over = std::ranges::find_if(
        own.held, [](const HeldConcern& each) { return each.outcome.entry.has_value(); });
    if (over == own.held.end()) return false;
    own.held.erase(over);
  }
  HeldConcern held;
  held.number = own.next_concern++;
  held.day = found.day;
  held.index = found.index;
  held.place = place;
  held.envelope = to_array(found.envelope.first<protocol::kEnvelopeSize>());
  held.share = Secret<32>::from(share.value.expose());
  events.emplace_back(event::ConcernFound{held.number});
  own.held.push_back(std::move(held));
  return true;
}

void Visit::Machine::scan_envelopes() {
  RecipientState& own = *state.recipient;
  own.erase_old(everybody->today());
  std::vector<protocol::EnvelopeTrial> trials;
  const std::vector<std::uint8_t> places = own_places(everybody->log(), own);
  for (const std::uint8_t place : places) {
    trials.emplace_back(place, own.sealing.clone(), everybody->genesis());
  }
  const bool try_all = std::exchange(own.try_all, places.empty());
  for (PublishedEnvelope& each : board->envelopes(state.seen)) {
    bool left = false;
    if ((each.fresh || try_all) &&
        std::ranges::find(own.held, each.id, &HeldConcern::id) == own.held.end()) {
      const auto envelope = to_array(each.envelope.first<protocol::kEnvelopeSize>());
      for (std::size_t i = 0; i < trials.size(); ++i) {
        const auto share = trials[i].share(envelope);
        if (!share) continue;
        left = !hold(each, places[i], *share);
        break;
      }
    }
    own.try_all = own.try_all || left;
    each.envelope = {};
    if (!left) envelopes.push_back(each);  // what is one's own is never cover
  }
  if (own.try_all && !places.empty()) events.emplace_back(event::NoRoomForConcerns{});
}

Result Visit::Machine::carry_out(const intent::OpenConcern& wish) {
  if (!state.recipient) return refuse_recipient(IntentRefusal::kWrongRole);
  HeldConcern* const held = state.recipient->find(wish.concern);
  if (held == nullptr) return refuse_recipient(IntentRefusal::kNoSuchConcern);
  const auto reason = static_cast<std::uint8_t>(wish.reason);
  if (reason == 0 || reason > kLastOpeningReason)
    return refuse_recipient(IntentRefusal::kConcernInvalid);
  if (held->reason != 0) return refuse_recipient(IntentRefusal::kAlreadySaid);
  held->reason = reason;
  return {};
}

Result Visit::Machine::say(std::uint32_t number, Saying HeldConcern::* what, OpeningAct act) {
  if (!state.recipient) return refuse_recipient(IntentRefusal::kWrongRole);
  HeldConcern* const held = state.recipient->find(number);
  if (held == nullptr) return refuse_recipient(IntentRefusal::kNoSuchConcern);
  if (!read_concern(*held, *everybody)) return refuse_recipient(IntentRefusal::kConcernSealed);
  Saying& saying = held->*what;
  if (saying.act != 0) return refuse_recipient(IntentRefusal::kAlreadySaid);
  saying.act = static_cast<std::uint8_t>(act);
  return {};
}

Result Visit::Machine::carry_out(const intent::AcknowledgeConcern& wish) {
  return say(wish.concern, &HeldConcern::acknowledged, OpeningAct::kAcknowledged);
}

Result Visit::Machine::carry_out(const intent::SayOutcome& wish) {
  if (wish.outcome <= OpeningAct::kAcknowledged ||
      static_cast<std::uint8_t>(wish.outcome) > protocol::kLastOpeningAct) {
    return refuse_recipient(IntentRefusal::kConcernInvalid);
  }
  return say(wish.concern, &HeldConcern::outcome, wish.outcome);
}

Result Visit::Machine::carry_out(const intent::BeRecipient& wish) {
  if (!state.recipient) return refuse_recipient(IntentRefusal::kWrongRole);
  if (wish.place >= protocol::kConcernPlaces || wish.title.empty() ||
      wish.title.size() > protocol::kRecipientTitleMax || !protocol::is_plain_text(wish.title)) {
    return refuse_recipient(IntentRefusal::kRecipientInvalid);
  }
  OwnRecipient& own = state.recipient->published;
  const std::uint32_t last_number =
      std::max(own.number, everybody->log().recipient_number(wish.place));
  own = {last_number + 1, wish.place, wish.title};
  return {};
}

std::optional<protocol::Proposal> Visit::Machine::own_recipient_proposal() const {
  const RecipientState& own = *state.recipient;
  if (own.published.number == 0 ||
      everybody->log().recipient_number(own.published.place) >= own.published.number) {
    return std::nullopt;
  }
  protocol::Recipient recipient{.place = own.published.place,
                                .number = own.published.number,
                                .title = own.published.title,
                                .sealing_key = own.sealing.public_key,
                                .signing_key = own.identity.public_key,
                                .signatures = {}};
  recipient.signature = sign(own.identity, protocol::kRecipientLabel,
                             protocol::recipient_message(everybody->genesis(), recipient));
  return protocol::Proposal{.type = protocol::EntryType::kRecipient,
                            .body = protocol::Entry{.day = 0, .body = recipient}.encode(),
                            .text = {}};
}

HeldView Visit::Machine::view_of(const HeldConcern& held) const {
  HeldView out{.number = held.number,
               .day = held.day,
               .phase = HeldPhase::kSealed,
               .shares = 1 + held.received.size(),
               .quorum = everybody->policy().concern_quorum,
               .reason = {},
               .logged = held.logged,
               .acknowledged = held.acknowledged.act != 0,
               .outcome = {},
               .recorded = held.acknowledged.entry && held.outcome.entry,
               .codes = {},
               .fields = {}};
  if (held.reason != 0) {
    out.phase = HeldPhase::kAsked;
    out.reason = static_cast<OpeningReason>(held.reason);
  }
  if (held.outcome.act != 0) out.outcome = static_cast<OpeningAct>(held.outcome.act);
  if (!held.opened) return out;
  const auto opened = read_concern(held, *everybody);
  if (!opened) {
    if (out.quorum > 1) out.phase = HeldPhase::kShares;
    return out;
  }
  out.phase = HeldPhase::kOpen;
  if (auto codes = CodedConcern::parse(opened->codes.expose())) out.codes = std::move(*codes);
  if (auto fields = parse_fields(opened->text.expose())) out.fields = std::move(*fields);
  return out;
}

// --- the public side ---

std::vector<HeldView> Visit::held_concerns() const {
  std::vector<HeldView> out;
  const auto& own = machine_->state.recipient;
  if (!own) return out;
  for (const HeldConcern& each : own->held) out.push_back(machine_->view_of(each));
  return out;
}

std::optional<RecipientView> Visit::own_place() const {
  const auto& own = machine_->state.recipient;
  if (!own || own->published.number == 0) return std::nullopt;
  return RecipientView{own->published.place, own->published.title};
}

bool Visit::own_place_signed() const {
  const auto& own = machine_->state.recipient;
  if (!own) return false;
  const auto found = log().recipients().find(own->published.place);
  return found != log().recipients().end() && found->second.number == own->published.number &&
         found->second.signing_key == own->identity.public_key;
}

std::optional<SigningKey> Visit::director_key() const {
  const auto& own = machine_->state.recipient;
  if (!own || !policy().near_peer) return std::nullopt;
  const auto found = log().recipients().find(policy().near_peer->director);
  if (found == log().recipients().end() || found->second.signing_key != own->identity.public_key) {
    return std::nullopt;
  }
  return own->identity.clone();
}

std::optional<DirectorKeys> Visit::director_keys() const {
  auto signing = director_key();
  if (!signing) return std::nullopt;
  return client::director_keys(std::move(*signing), machine_->state.recipient->sealing.clone());
}

std::optional<Bytes> Visit::decision_record(std::uint32_t number) const {
  if (!machine_->state.recipient) return std::nullopt;
  const HeldConcern* const held = machine_->state.recipient->find(number);
  auto opened = held != nullptr ? read_concern(*held, everybody()) : std::nullopt;
  if (!opened) return std::nullopt;
  DecisionRecord out;
  out.genesis = everybody().genesis();
  out.day = held->day;
  out.place = held->place;
  out.reason = static_cast<OpeningReason>(held->reason);
  out.entry = held->entry;
  out.acknowledged_at = held->acknowledged.entry;
  if (held->outcome.entry) {
    out.outcome_at = held->outcome.entry;
    out.outcome = static_cast<OpeningAct>(held->outcome.act);
  }
  out.log = everybody().log_view();
  out.codes_key = std::move(opened->codes_key);
  out.trace = held->given.trace.clone();
  out.envelope = held->envelope;
  return out.encode();
}

}  // namespace sotto::client
