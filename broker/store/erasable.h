#pragma once
// The file `erasable`: one slot of 128 bytes for every key whose loss is a deletion
// (docs/spec/store.md). Written in place, so that the old content is gone from the file; LMDB would
// keep it in an old page for a long time.
//
//   slot = payload[112] || check[16]
//   check = first 16 bytes of SHA-256("sotto/v1/slot" || 0 || u32 index || payload)
//
// A slot whose check does not hold is empty: never used, overwritten, or torn. The file is created
// full of random bytes and overwritten with random bytes. Slots never cross a sector of 512 bytes.

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "broker/store/disk.h"
#include "crypto/base/secret.h"

namespace sotto::broker {

inline constexpr std::uint32_t kReservedSlots = 16;     // 0..15: keys of the scheme
inline constexpr std::uint32_t kLockerSlots = 131'072;  // behind them: one a locker
inline constexpr std::uint32_t kSlots = kReservedSlots + kLockerSlots;
inline constexpr std::size_t kSlotSize = 128;
inline constexpr std::size_t kSlotPayload = 112;
static_assert(512 % kSlotSize == 0, "a slot lies in one sector");

using SlotPayload = Secret<kSlotPayload>;

// version: of the locker in the store; salt: under which that version is sealed; next_salt: for the
// version after it.
struct LockerSlot {
  std::uint64_t version = 0;
  Secret<32> salt;
  Secret<32> next_salt;

  SlotPayload encode() const;
  static std::optional<LockerSlot> parse(const SlotPayload& payload);
};

// tag: the epoch, day or batch that the key belongs to, as its owner counts them.
struct KeySlot {
  std::uint32_t tag = 0;
  std::uint8_t generation = 0;
  Secret<32> secret;

  SlotPayload encode() const;
  static std::optional<KeySlot> parse(const SlotPayload& payload);
};

struct SlotWrite {
  std::uint32_t index = 0;
  std::optional<SlotPayload> payload;  // none: random bytes, the slot is empty afterwards
};

// Reading is for any thread, writing for the writer thread. Nothing is kept in memory.
class Erasable {
 public:
  static std::expected<void, std::string> create(const std::string& path);
  static std::expected<std::unique_ptr<Erasable>, std::string> open(const std::string& path,
                                                                    bool read_only);

  std::optional<SlotPayload> read(std::uint32_t index) const;
  // The slots of lockers that are not empty, for a start to compare with the tables.
  std::vector<std::uint32_t> filled_by_lockers() const;

  // All slots, then one sync. Returns when they are durable; a failure ends the process.
  void write(const std::vector<SlotWrite>& slots);

 private:
  explicit Erasable(Descriptor file) : file_(std::move(file)) {}

  Descriptor file_;
  // Held for one slot at a time: a reader must not see half of the old and half of the new.
  mutable std::shared_mutex slot_mutex_;
};

}  // namespace sotto::broker
