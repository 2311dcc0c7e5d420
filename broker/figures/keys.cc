#include "broker/figures/keys.h"

namespace sotto::broker {

SlotPayload figures_slot(std::uint32_t ordinal, const ristretto::Scalar& x_B) {
  return KeySlot{ordinal, 0, Secret<32>::from(x_B.expose())}.encode();
}

std::optional<ristretto::Scalar> figures_key_in(const std::optional<SlotPayload>& payload,
                                                std::uint32_t ordinal) {
  const auto slot = payload ? KeySlot::parse(*payload) : std::nullopt;
  if (!slot || slot->tag != ordinal) return std::nullopt;
  return ristretto::Scalar::parse(slot->secret.expose());
}

Decision expire_figures_keys(const GroupView& view, const Scheme& scheme,
                             const protocol::Replay& log, protocol::Epoch now) {
  Decision decision;
  const auto& certificates = log.certificates();
  for (std::uint32_t i = 0; i < kFiguresKeySlots; ++i) {
    const std::uint32_t slot = figures_key_slot(i);
    const auto payload = view.slot(slot);
    const auto key = payload ? KeySlot::parse(*payload) : std::nullopt;
    if (!key || std::uint64_t{key->tag} + 1 >= certificates.size()) continue;
    // The next key counts from the quarter in which it was logged; the quarter before that is
    // reported during it, under this one.
    const protocol::Day logged = certificates[key->tag + 1].day;
    if (scheme.policy.calendar.epoch(logged) < now) decision.overwrite_slot(slot);
  }
  return decision;
}

}  // namespace sotto::broker
