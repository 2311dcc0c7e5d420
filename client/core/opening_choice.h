#pragma once
// Which envelope a recipient's commit opens when there is nothing to open (docs/spec/concerns.md,
// "Cover openings"): one that could as well have been asked for, and now and then one that another
// recipient picks as well, because two who are sent the same concern open the same envelope.

#include <optional>
#include <vector>

#include "client/core/board_view.h"
#include "client/core/dice.h"
#include "crypto/primitives/x25519.h"

namespace sotto::client {

// all: of the files of these days, in order; `own` of them are sealed to this recipient and are
// never cover. nullopt when there is nothing to pick from.
std::optional<PublishedEnvelope> pick_cover(const std::vector<PublishedEnvelope>& all,
                                            const std::vector<Hash256>& own,
                                            const X25519KeyPair& key,
                                            const std::vector<X25519PublicKey>& others,
                                            const Dice& dice);

// What two recipients have in common of a day: the sixteenth of its envelopes, two at least, that
// come first under a hash with their shared secret. Empty when the other's key is of small order.
std::vector<PublishedEnvelope> shared_choice(const std::vector<PublishedEnvelope>& all,
                                             protocol::Day day, const X25519KeyPair& key,
                                             const X25519PublicKey& other);

}  // namespace sotto::client
