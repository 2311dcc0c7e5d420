#include "broker/store/erasable.h"

#include <fcntl.h>

#include <algorithm>
#include <mutex>
#include <utility>

#include "crypto/base/panic.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/hash.h"
#include "crypto/primitives/random.h"

namespace sotto::broker {
namespace {

constexpr std::string_view kLabel{"sotto/v1/slot\0", 14};
constexpr std::size_t kCheckSize = kSlotSize - kSlotPayload;
constexpr std::uint64_t kFileSize = std::uint64_t{kSlots} * kSlotSize;

// The first byte of a payload: a locker's salts are never taken for a key.
constexpr std::uint8_t kLockerKind = 1;
constexpr std::uint8_t kKeyKind = 2;

Hash256 check_of(std::uint32_t index, ByteView payload) {
  return sha256({as_bytes(kLabel), Writer().u32(index).take(), payload});
}

bool is_filled(std::uint32_t index, FixedView<kSlotSize> slot) {
  const Hash256 check = check_of(index, slot.first<kSlotPayload>());
  return constant_time_equal(slot.last<kCheckSize>(), ByteView(check).first(kCheckSize));
}

std::uint64_t offset_of(std::uint32_t index) {
  if (index >= kSlots) panic("erasable: no such slot");
  return std::uint64_t{index} * kSlotSize;
}

SlotPayload padded(SecretWriter& writer) {
  const SecretBytes bytes = writer.pad_to(kSlotPayload).take();
  return SlotPayload::from(bytes.expose().first<kSlotPayload>());
}

}  // namespace

SlotPayload LockerSlot::encode() const {
  SecretWriter w(kSlotPayload);
  w.u8(kLockerKind).u64(version).bytes(salt.expose()).bytes(next_salt.expose());
  return padded(w);
}

std::optional<LockerSlot> LockerSlot::parse(const SlotPayload& payload) {
  Reader r(payload.expose());
  LockerSlot out;
  std::uint8_t kind = 0;
  if (!r.u8(kind) || kind != kLockerKind || !r.u64(out.version) || !r.secret(out.salt) ||
      !r.secret(out.next_salt) || !r.zeros() || !r.done()) {
    return std::nullopt;
  }
  return out;
}

SlotPayload KeySlot::encode() const {
  SecretWriter w(kSlotPayload);
  w.u8(kKeyKind).u32(tag).u8(generation).bytes(secret.expose());
  return padded(w);
}

std::optional<KeySlot> KeySlot::parse(const SlotPayload& payload) {
  Reader r(payload.expose());
  KeySlot out;
  std::uint8_t kind = 0;
  if (!r.u8(kind) || kind != kKeyKind || !r.u32(out.tag) || !r.u8(out.generation) ||
      !r.secret(out.secret) || !r.zeros() || !r.done()) {
    return std::nullopt;
  }
  return out;
}

std::expected<void, std::string> Erasable::create(const std::string& path) {
  const Descriptor file = open_file(path, O_WRONLY | O_CREAT | O_EXCL);
  if (!file.open()) return std::unexpected("erasable cannot be created");
  constexpr std::size_t kStep = 64 * 1024;
  for (std::uint64_t offset = 0; offset < kFileSize; offset += kStep) {
    const Bytes noise = random_bytes(std::min<std::uint64_t>(kStep, kFileSize - offset));
    if (!write_at(file.get(), noise, offset)) return std::unexpected("erasable cannot be written");
  }
  sync_or_panic(file.get());
  return {};
}

std::expected<std::unique_ptr<Erasable>, std::string> Erasable::open(const std::string& path,
                                                                     bool read_only) {
  Descriptor file = open_file(path, read_only ? O_RDONLY : O_RDWR);
  if (!file.open()) return std::unexpected("erasable cannot be opened");
  if (size_of(path) != kFileSize) return std::unexpected("erasable has not its one size");
  return std::unique_ptr<Erasable>(new Erasable(std::move(file)));
}

std::optional<SlotPayload> Erasable::read(std::uint32_t index) const {
  Secret<kSlotSize> slot;
  {
    const std::shared_lock lock(slot_mutex_);
    if (!read_at(file_.get(), slot.fill(), offset_of(index))) panic("erasable: cannot be read");
  }
  if (!is_filled(index, slot.expose())) return std::nullopt;
  return SlotPayload::from(slot.expose().first<kSlotPayload>());
}

std::vector<std::uint32_t> Erasable::filled_by_lockers() const {
  constexpr std::uint32_t kAtOnce = 8192;  // 1 MiB
  static_assert(kLockerSlots % kAtOnce == 0);
  std::vector<std::uint32_t> out;
  SecretBytes some(kAtOnce * kSlotSize);
  for (std::uint32_t first = kReservedSlots; first < kSlots; first += kAtOnce) {
    {
      const std::shared_lock lock(slot_mutex_);
      if (!read_at(file_.get(), some.fill(), offset_of(first))) panic("erasable: cannot be read");
    }
    for (std::uint32_t i = 0; i < kAtOnce; ++i) {
      const auto slot = some.expose().subspan(i * kSlotSize).first<kSlotSize>();
      // An empty one is random bytes: few need a hash to be told.
      if (slot[0] == kLockerKind && is_filled(first + i, slot)) out.push_back(first + i);
    }
  }
  return out;
}

void Erasable::write(const std::vector<SlotWrite>& slots) {
  if (slots.empty()) return;
  for (const SlotWrite& write : slots) {
    Secret<kSlotSize> slot = random_secret<kSlotSize>();
    if (write.payload) {
      const ByteView payload = write.payload->expose();
      const Hash256 check = check_of(write.index, payload);
      std::memcpy(slot.fill().data(), payload.data(), kSlotPayload);
      std::memcpy(slot.fill().data() + kSlotPayload, check.data(), kCheckSize);
    }
    const std::unique_lock lock(slot_mutex_);
    if (!write_at(file_.get(), slot.expose(), offset_of(write.index))) {
      panic("erasable: cannot be written");
    }
  }
  sync_or_panic(file_.get());
}

}  // namespace sotto::broker
