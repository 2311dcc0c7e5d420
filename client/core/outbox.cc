#include "client/core/outbox.h"

#include <algorithm>
#include <utility>

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

std::vector<Bytes> fill_cells(State& state, std::size_t count, const PublicView& everybody,
                              protocol::Day today) {
  std::vector<Bytes> cells;
  for (Engagement* engagement : least_recently_sent(state)) {
    if (cells.size() == count) break;
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

// A pass of the key in force that waits: a meeting's before an enquiry's in the first place, the
// other way round in the second, so that neither waits for ever. Among equals one at random.
Engagement* waiting_for_pass(State& state, const protocol::PassKey& key, std::size_t place) {
  std::vector<Engagement*> meetings;
  std::vector<Engagement*> enquiries;
  for (Engagement& engagement : state.engagements) {
    const auto pass = engagement.pass_to_redeem();
    if (!pass || pass->epoch != key.epoch || pass->generation != key.generation) continue;
    auto& kind = engagement.phase() == Phase::kWaitsForPass ? enquiries : meetings;
    kind.push_back(&engagement);
  }
  const auto& first = place == 0 ? meetings : enquiries;
  const auto& second = place == 0 ? enquiries : meetings;
  const auto& from = first.empty() ? second : first;
  if (from.empty()) return nullptr;
  return from[random_below(static_cast<std::uint32_t>(from.size()))];
}

Token fill_pass(State& state, const protocol::PassKey& key, std::size_t place,
                std::string_view origin, InFlight& in_flight) {
  CoverPasses& cover = state.supporter->cover;
  ++state.redemptions;
  in_flight.pass = PassUse::kCover;
  if (draws_refusal()) return cover.take_refused(key.key, origin);
  Engagement* engagement = waiting_for_pass(state, key, place);
  if (engagement == nullptr) return cover.take(key.key, origin);
  cover.discard();
  in_flight.pass = PassUse::kEngagement;
  in_flight.engagement = engagement->id();
  const auto pass = engagement->pass_to_redeem();
  return make_token(pass_nonce(pass->pack_secret, pass->index), pass->authenticator, key.key,
                    origin);
}

std::optional<Token> pass_place(State& state, PassPlace plan, std::size_t place,
                                const PublicView& everybody, protocol::Day today,
                                InFlight& in_flight) {
  if (plan == PassPlace::kNone) return std::nullopt;
  in_flight.pass = PassUse::kCover;
  if (plan == PassPlace::kRandom) return random_array<protocol::kTokenSize>();
  const auto key = everybody.log().pass_key(everybody.policy().calendar.epoch(today));
  if (!key) panic("outbox: a pass was planned without a key");
  return fill_pass(state, *key, place, everybody.policy().origin, in_flight);
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

Filled fill(State& state, const CommitPlan& plan, std::size_t place, const PublicView& everybody,
            protocol::Day today) {
  InFlight in_flight;
  in_flight.outcome_key = random_secret<32>();
  Filled out;
  if (state.supporter) {
    protocol::SupporterPlaces& places = out.supporter_places.emplace();
    places.contact_key = signed_contact_key(*state.supporter, everybody.genesis(),
                                            protocol::Calendar::week(today) + 1);
    places.envelope =
        protocol::seal_cover_envelope(everybody.log().concerns_key(), everybody.genesis());
    random_fill(places.report);
    places.pass = pass_place(state, plan.pass, place, everybody, today, in_flight);
  }
  out.cells = fill_cells(state, plan.cells, everybody, today);
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
