#include "broker/log/contact_keys.h"

#include "crypto/base/wire.h"

namespace sotto::broker {
namespace {

Bytes row_key(protocol::Week week, const protocol::SupporterId& id) {
  return sotto::Writer().u32(week).bytes(id).take();
}

}  // namespace

void file_contact_key(const protocol::ContactKey& key, Decision& decision) {
  decision.put(kContactKeys, row_key(key.week, key.id),
               sotto::Writer().bytes(key.key).bytes(key.signature).take());
}

std::optional<protocol::ContactKey> find_contact_key(const View& view,
                                                     const protocol::SupporterId& id,
                                                     protocol::Week week) {
  const auto row = view.get(kContactKeys, row_key(week, id));
  if (!row) return std::nullopt;
  protocol::ContactKey key{.id = id, .week = week};
  Reader r(*row);
  if (!r.fixed(key.key) || !r.fixed(key.signature) || !r.done()) {
    panic("log: a row of the table contact-keys is damaged");
  }
  return key;
}

void drop_old_contact_keys(const View& view, protocol::Week week, Decision& decision) {
  view.scan(kContactKeys, {}, sotto::Writer().u32(week).take(), [&](ByteView key, ByteView) {
    decision.erase(kContactKeys, to_bytes(key));
    return true;
  });
}

}  // namespace sotto::broker
