#include "client/core/outbox.h"

#include <algorithm>
#include <utility>

#include "client/core/opening_choice.h"
#include "client/core/recipients.h"
#include "client/core/shares.h"
#include "crypto/figures/noise.h"
#include "crypto/figures/report.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/envelope.h"

namespace sotto::client {
namespace {

using Token = ByteArray<protocol::kTokenSize>;

std::vector<Engagement*> least_recently_sent(State& state) {
  std::vector<Engagement*> out;
  out.reserve(state.engagements.size());
  for (Engagement& engagement : state.engagements) out.push_back(&engagement);
  std::ranges::sort(out, {}, [](const Engagement* engagement) {
    return std::pair(engagement->last_sent(), engagement->id());
  });
  return out;
}

// A share of an open concern that takes more than one, to the recipient whose turn it is.
std::optional<Bytes> next_share(RecipientState& own, const PublicView& everybody) {
  if (everybody.policy().concern_quorum < 2) return std::nullopt;
  const std::vector<protocol::Recipient> others = other_recipients(everybody.log(), own);
  if (others.empty()) return std::nullopt;
  HeldConcern* next = nullptr;
  for (HeldConcern& held : own.held) {
    if (held.opened && (next == nullptr || held.shares_sent < next->shares_sent)) next = &held;
  }
  if (next == nullptr) return std::nullopt;
  const protocol::Recipient& to = others[next->shares_sent++ % others.size()];
  return seal_share({next->id(), next->own_share()}, to.sealing_key, own.identity,
                    everybody.genesis());
}

// Whose turn it is: an engagement, or somebody whom a letter is for.
struct Turn {
  std::uint32_t last_sent = 0;
  Engagement* engagement = nullptr;
  std::uint32_t letter_to = 0;
};

// Who opted out says nothing in a pair, and letters are for nobody while there is no director.
std::vector<Turn> turns(State& state, bool director) {
  const bool silent = state.peer && state.peer->standing() != Standing::kIn;
  std::vector<Turn> out;
  for (Engagement* engagement : least_recently_sent(state)) {
    if (silent && engagement->pair()) continue;
    out.push_back({engagement->last_sent(), engagement, 0});
  }
  if (!state.peer || !director) return out;
  for (const PeerState::Sender& sender : state.peer->senders()) {
    const auto behind = std::ranges::upper_bound(out, sender.last_sent, {}, &Turn::last_sent);
    out.insert(behind, {sender.last_sent, nullptr, sender.who});
  }
  return out;
}

const protocol::Recipient* director_of(const PublicView& everybody) {
  const auto& near_peer = everybody.policy().near_peer;
  if (!near_peer) return nullptr;
  const auto found = everybody.log().recipients().find(near_peer->director);
  return found == everybody.log().recipients().end() ? nullptr : &found->second;
}

// What the director wrote, as much as this commit has places for.
std::vector<Bytes> next_post(const std::vector<Bytes>& post, std::size_t place, std::size_t count) {
  const std::size_t from = std::min(place * count, post.size());
  const std::size_t to = std::min(from + count, post.size());
  return {post.begin() + static_cast<std::ptrdiff_t>(from),
          post.begin() + static_cast<std::ptrdiff_t>(to)};
}

std::vector<Bytes> fill_cells(State& state, std::size_t count, const Around& around,
                              protocol::Day today) {
  const PublicView& everybody = around.everybody;
  std::vector<Bytes> cells;
  if (around.post != nullptr) cells = next_post(*around.post, around.place, count);
  if (state.recipient) {
    if (auto share = next_share(*state.recipient, everybody)) cells.push_back(std::move(*share));
  }
  const protocol::Recipient* const director = director_of(everybody);
  for (const Turn& turn : turns(state, director != nullptr)) {
    if (cells.size() == count) break;
    Engagement* const engagement = turn.engagement;
    if (engagement == nullptr) {
      auto letter = state.peer->next_cell(turn.letter_to, state.cells_sent + 1,
                                          director->sealing_key, everybody.genesis());
      if (!letter) continue;
      ++state.cells_sent;
      cells.push_back(std::move(*letter));
      continue;
    }
    Sending sending{.origin = everybody.policy().origin,
                    .log = everybody.log_view(),
                    .today = today,
                    .counter = state.cells_sent + 1,
                    .packs = &state.packs,
                    .contact = {}};
    if (const auto key = everybody.contact_key(engagement->supporter())) {
      sending.contact = Contact{key->key, key->week};
    }
    std::optional<Bytes> cell = engagement->next_cell(sending);
    if (!cell) continue;
    ++state.cells_sent;
    cells.push_back(std::move(*cell));
  }
  while (cells.size() < count) cells.push_back(cover_cell());
  return cells;
}

// A pass of the key in force that waits: a meeting's before an enquiry's and, at the next
// redemption, the other way round, so that neither waits for ever. Among equals the oldest's.
Engagement* waiting_for_pass(State& state, const protocol::PassKey& key) {
  Engagement* meeting = nullptr;
  Engagement* enquiry = nullptr;
  for (Engagement& engagement : state.engagements) {
    const auto pass = engagement.pass_to_redeem();
    if (!pass || pass->epoch != key.epoch || pass->generation != key.generation) continue;
    Engagement*& kind = engagement.phase() == Phase::kWaitsForPass ? enquiry : meeting;
    if (kind == nullptr || engagement.id() < kind->id()) kind = &engagement;
  }
  const bool meetings_first = state.redemptions % 2 == 0;
  Engagement* const first = meetings_first ? meeting : enquiry;
  return first != nullptr ? first : meetings_first ? enquiry : meeting;
}

Token fill_pass(State& state, const protocol::PassKey& key, const Around& around,
                InFlight& in_flight) {
  const std::string& origin = around.everybody.policy().origin;
  CoverPasses& cover = state.supporter->cover;
  Engagement* const engagement = waiting_for_pass(state, key);
  ++state.redemptions;
  in_flight.pass = PassUse::kCover;
  if (draws_refusal(around.dice)) return cover.take_refused(key.key, origin, around.dice);
  if (engagement == nullptr) return cover.take(key.key, origin);
  in_flight.pass = PassUse::kEngagement;
  in_flight.engagement = engagement->id();
  return cover.take_given(*engagement->pass_to_redeem(), key.key, origin);
}

std::optional<Token> pass_place(State& state, PassPlace plan, const Around& around,
                                protocol::Day today, InFlight& in_flight) {
  const PublicView& everybody = around.everybody;
  if (plan == PassPlace::kNone) return std::nullopt;
  in_flight.pass = PassUse::kCover;
  if (plan == PassPlace::kRandom) return random_array<protocol::kTokenSize>();
  const auto key = everybody.log().pass_key(everybody.policy().calendar.epoch(today));
  if (!key) panic("outbox: a pass was planned without a key");
  return fill_pass(state, *key, around, in_flight);
}

// What was asked for comes before cover, the oldest first.
HeldConcern* waits_to_open(RecipientState& own, protocol::Day today) {
  for (HeldConcern& held : own.held) {
    if (held.reason != 0 && !held.opened && is_published(held.day, today)) return &held;
  }
  return nullptr;
}

std::optional<ByteArray<32>> next_note(RecipientState& own, const PublicView& everybody) {
  for (HeldConcern& held : own.held) {
    Saying* const saying = held.acknowledged.waits() ? &held.acknowledged
                           : held.outcome.waits()    ? &held.outcome
                                                     : nullptr;
    if (saying == nullptr) continue;
    const auto opened = read_concern(held, everybody);
    if (!opened) continue;
    saying->sent = true;
    return protocol::opening_note(opened->note_key, held.place,
                                  static_cast<protocol::OpeningAct>(saying->act));
  }
  return std::nullopt;
}

// Every commit opens an envelope, when there is one and the log has this recipient.
protocol::OpeningPlace fill_opening(RecipientState& own, const Around& around,
                                    OpeningInFlight& in_flight) {
  const auto places = own_places(around.everybody.log(), own);
  protocol::OpeningPlace out;
  out.note = next_note(own, around.everybody).value_or(around.dice.bytes("note"));
  if (places.empty() || around.envelopes == nullptr) return out;
  std::optional<PublishedEnvelope> picked;
  out.place = *around.dice.pick(places, "place", [](auto place) { return ByteArray<1>{place}; });
  if (const HeldConcern* const held = waits_to_open(own, around.today())) {
    picked =
        PublishedEnvelope{.day = held->day, .index = held->index, .id = held->id(), .envelope = {}};
    out.place = held->place;
    in_flight.concern = held->number;
  } else {
    std::vector<X25519PublicKey> others;
    for (const auto& other : other_recipients(around.everybody.log(), own)) {
      others.push_back(other.sealing_key);
    }
    std::vector<Hash256> kept;
    for (const HeldConcern& each : own.held) kept.push_back(each.id());
    std::vector<PublishedEnvelope> there;
    for (const PublishedEnvelope& each : *around.envelopes) {
      if (is_published(each.day, around.today())) there.push_back(each);
    }
    picked = pick_cover(there, kept, own.sealing, others, around.dice);
  }
  if (!picked) return out;
  out.day = picked->day;
  out.index = picked->index;
  out.id = picked->id;
  in_flight.asked = true;
  in_flight.place = out.place;
  return out;
}

// The envelope of a concern that waits, or cover; made by the same steps.
protocol::Envelope fill_envelope(SupporterState& own, const Around& around) {
  if (around.concern == nullptr) {
    return protocol::seal_cover_envelope(around.everybody.log().concerns_key(),
                                         around.everybody.genesis());
  }
  own.sent.add(around.concern->mark.clone());
  return around.concern->envelope;
}

// Of the counts of the quarter that is over; otherwise random bytes, which are no report.
void fill_report(SupporterState& own, protocol::Epoch quarter, const PublicView& everybody,
                 ByteArray<protocol::kReportSize>& place) {
  if (quarter == 0) return random_fill(place);
  const protocol::LoggedCertificate* const key = everybody.log().certificate_for(quarter);
  if (key == nullptr) panic("outbox: a report was planned without a key");
  const OwnCounts& counts = own.quarters.before;
  const figures::Report report = figures::make_report(
      key->setting(everybody.genesis()), quarter, own.identity,
      figures::noisy_values({counts.enquiries, counts.contacts, counts.meetings}));
  place = to_array(ByteView(report.encode()).first<protocol::kReportSize>());
  own.quarters.reported = quarter;
}

}  // namespace

protocol::ContactKey signed_contact_key(SupporterState& supporter, const Hash256& genesis,
                                        protocol::Week week) {
  protocol::ContactKey out;
  out.id = protocol::supporter_id(supporter.identity.public_key);
  out.week = week;
  const WeekKey& key = supporter.key_of(week);  // made while paused too: all states look alike
  if (!supporter.paused) out.key = key.pair.public_key;
  out.signature = sign(supporter.identity, protocol::kContactKeyLabel,
                       protocol::contact_key_message(genesis, out));
  return out;
}

Filled fill(State& state, const CommitPlan& plan, const Around& around) {
  const PublicView& everybody = around.everybody;
  const protocol::Day today = around.today();
  InFlight in_flight;
  in_flight.outcome_key = random_secret<32>();
  Filled out;
  if (state.supporter) {
    protocol::SupporterPlaces& places = out.supporter_places.emplace();
    places.contact_key = signed_contact_key(*state.supporter, everybody.genesis(),
                                            protocol::Calendar::week(today) + 1);
    places.envelope = fill_envelope(*state.supporter, around);
    fill_report(*state.supporter, plan.report, everybody, places.report);
    in_flight.report = plan.report != 0;
    places.pass = pass_place(state, plan.pass, around, today, in_flight);
  }
  if (state.recipient) out.opening = fill_opening(*state.recipient, around, in_flight.opening);
  out.cells = fill_cells(state, plan.cells, around, today);
  in_flight.mark.day = today;
  for (const Bytes& cell : out.cells) {
    in_flight.mark.cells.push_back(
        protocol::cell_hash(ByteView(cell).first<protocol::kCellSize>()));
  }
  if (out.supporter_places) {
    in_flight.mark.cells.push_back(protocol::envelope_id(out.supporter_places->envelope));
  }
  state.in_flight = std::move(in_flight);
  return out;
}

}  // namespace sotto::client
