#pragma once
// The broker's half of each tally key (docs/spec/figures.md, "Keys"). It lies in `erasable`: with
// it, and k trustees, whoever holds the reports of a quarter reads each of them; alone it opens
// nothing.
//
// Slots: how many certificates the log had before → x_B.

#include "broker/scheme.h"
#include "broker/store/writer.h"
#include "crypto/primitives/ristretto.h"

namespace sotto::broker {

SlotPayload figures_slot(std::uint32_t ordinal, const ristretto::Scalar& x_B);
// nullopt: the slot holds another key, or none.
std::optional<ristretto::Scalar> figures_key_in(const std::optional<SlotPayload>& payload,
                                                std::uint32_t ordinal);

// Overwrites keys under which no quarter is reported any more: those before the newest, from the
// quarter on that follows the one in which that was logged.
Decision expire_figures_keys(const GroupView& view, const Scheme& scheme,
                             const protocol::Replay& log, protocol::Epoch now);

}  // namespace sotto::broker
