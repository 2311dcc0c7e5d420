#pragma once
// Contact keys as they arrive in commits, until the directory of their week is written.

#include "broker/store/writer.h"
#include "crypto/protocol/directory.h"

namespace sotto::broker {

// week || supporter id → key || signature. Public: it is what the next directory will show. Every
// supporter's commit carries one.
inline constexpr Table kContactKeys{"contact-keys"};

void file_contact_key(const protocol::ContactKey& key, Decision& decision);
std::optional<protocol::ContactKey> find_contact_key(const View& view,
                                                     const protocol::SupporterId& id,
                                                     protocol::Week week);
// Keys of weeks before this one.
void drop_old_contact_keys(const View& view, protocol::Week week, Decision& decision);

}  // namespace sotto::broker
