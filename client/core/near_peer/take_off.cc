#include "client/core/near_peer/take_off.h"

namespace sotto::client {

Desk::Done take_off(Desk& desk, DeskMail& mail, const DirectorKeys& keys, std::uint32_t number,
                    protocol::Date today) {
  if (const auto removable = desk.may_remove(number, today); !removable) return removable;
  if (mail.has_notes(number)) return std::unexpected(DeskRefusal::kNotes);
  if (mail.claim(number) != nullptr) return std::unexpected(DeskRefusal::kClaim);
  mail.forget(number, desk);
  desk.remove(number);
  // What waits for others may name them.
  mail.refresh(desk, keys);
  return {};
}

Desk::Done settle_notes(const Desk& desk, DeskMail& mail, std::uint32_t number) {
  if (desk.doctor(number) == nullptr && desk.supporter(number) == nullptr) {
    return std::unexpected(DeskRefusal::kNoSuchRow);
  }
  mail.settle_notes(number);
  return {};
}

}  // namespace sotto::client
