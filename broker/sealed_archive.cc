#include "broker/sealed_archive.h"

#include <fcntl.h>

#include <algorithm>
#include <cstring>

#include "crypto/base/wire.h"

namespace sotto::broker {
namespace {

constexpr std::string_view kMagic{"sotto-backup-1\n\0", 16};
constexpr std::string_view kInfo = "sotto/v1/backup";
constexpr std::size_t kChunk = std::size_t{1} << 20;
constexpr std::size_t kNameMax = 64;
constexpr ByteArray<1> kMore{0};
constexpr ByteArray<1> kLast{1};

// Opens one chunk after the other.
class ChunkReader {
 public:
  ChunkReader(Descriptor file, std::uint64_t size, hpke::Receiver receiver)
      : file_(std::move(file)), left_(size), receiver_(std::move(receiver)) {}

  // The next bytes, at most `want`, at least one; nullopt for a damaged file, empty at its end.
  std::optional<ByteView> take(std::uint64_t want) {
    if (used_ == chunk_.size()) {
      if (ended_) return ByteView();
      if (!next_chunk()) return std::nullopt;
      if (chunk_.size() == 0) return ByteView();
    }
    const std::size_t size =
        static_cast<std::size_t>(std::min<std::uint64_t>(want, chunk_.size() - used_));
    const ByteView out = chunk_.expose().subspan(used_, size);
    used_ += size;
    return out;
  }

 private:
  bool next_chunk() {
    const bool last = left_ <= kChunk + hpke::kTagSize;
    Bytes sealed(last ? static_cast<std::size_t>(left_) : kChunk + hpke::kTagSize);
    if (!read_at(file_.get(), sealed, offset_)) return false;
    auto plain = receiver_.open(last ? kLast : kMore, sealed);
    if (!plain) return false;
    chunk_ = std::move(*plain);
    used_ = 0;
    ended_ = last;
    offset_ += sealed.size();
    left_ -= sealed.size();
    return true;
  }

  Descriptor file_;
  std::uint64_t left_;
  hpke::Receiver receiver_;
  std::uint64_t offset_ = kMagic.size() + hpke::kEncSize;
  SecretBytes chunk_;
  std::size_t used_ = 0;
  bool ended_ = false;
};

const std::unexpected<std::string> kDamaged{
    "the backup is damaged, cut short, or sealed to another key"};

// Exactly `size` bytes for small things.
std::optional<Bytes> take_all(ChunkReader& in, std::size_t size) {
  Bytes out;
  while (out.size() < size) {
    const auto part = in.take(size - out.size());
    if (!part || part->empty()) return std::nullopt;
    out.insert(out.end(), part->begin(), part->end());
  }
  return out;
}

struct Head {
  std::string name;
  std::uint64_t length = 0;
};

std::optional<Head> read_head(ChunkReader& in, std::uint8_t first) {
  const auto second = take_all(in, 1);
  if (!second) return std::nullopt;
  const std::size_t size = std::size_t{first} << 8 | (*second)[0];
  if (size == 0 || size > kNameMax) return std::nullopt;
  const auto name = take_all(in, size);
  const auto length = take_all(in, sizeof(std::uint64_t));
  if (!name || !length) return std::nullopt;
  Head out{std::string(name->begin(), name->end()), 0};
  Reader r(*length);
  return r.u64(out.length) && r.done() ? std::optional(out) : std::nullopt;
}

}  // namespace

ArchiveWriter::ArchiveWriter(Descriptor file, hpke::Sender sender)
    : file_(std::move(file)), sender_(std::move(sender)), chunk_(kChunk) {}

std::expected<ArchiveWriter, std::string> ArchiveWriter::create(const std::string& path,
                                                                const X25519PublicKey& to) {
  auto sender = hpke::Sender::setup_base(to, as_bytes(kInfo));
  if (!sender) return std::unexpected("the backup key is no key");
  Descriptor file = open_file(path, O_WRONLY | O_CREAT | O_EXCL);
  if (!file.open()) return std::unexpected(path + " exists, or cannot be created");
  ArchiveWriter out(std::move(file), std::move(*sender));
  if (!out.put(as_bytes(kMagic)) || !out.put(out.sender_.enc())) {
    return std::unexpected(path + " cannot be written");
  }
  return out;
}

bool ArchiveWriter::put(ByteView bytes) {
  if (!write_at(file_.get(), bytes, offset_)) return false;
  offset_ += bytes.size();
  return true;
}

bool ArchiveWriter::seal_chunk(bool last) {
  const Bytes sealed = sender_.seal(last ? kLast : kMore, chunk_.expose().first(used_));
  used_ = 0;
  return put(sealed);
}

bool ArchiveWriter::append(ByteView bytes) {
  while (!bytes.empty()) {
    // Only what comes after it shows that a full chunk is not the last.
    if (used_ == kChunk && !seal_chunk(false)) return false;
    const std::size_t size = std::min(bytes.size(), kChunk - used_);
    std::memcpy(chunk_.fill().data() + used_, bytes.data(), size);
    used_ += size;
    bytes = bytes.subspan(size);
  }
  return true;
}

bool ArchiveWriter::begin(const std::string& name, std::uint64_t length) {
  return append(sotto::Writer().text16(name).u64(length).take());
}

bool ArchiveWriter::add(const std::string& name, ByteView bytes) {
  return begin(name, bytes.size()) && append(bytes);
}

bool ArchiveWriter::add_file(const std::string& name, const std::string& path, std::uint64_t size) {
  const Descriptor file = open_file(path, O_RDONLY);
  if (!file.open() || !begin(name, size)) return false;
  SecretBytes part(64 * 1024);
  for (std::uint64_t done = 0; done < size;) {
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(part.size(), size - done));
    if (!read_at(file.get(), part.fill().first(step), done)) return false;
    if (!append(part.expose().first(step))) return false;
    done += step;
  }
  return true;
}

bool ArchiveWriter::finish() {
  if (!seal_chunk(true)) return false;
  sync_or_panic(file_.get());
  return true;
}

std::expected<void, std::string> read_archive(const std::string& path, const X25519KeyPair& key,
                                              const ArchiveVisit& visit) {
  Descriptor file = open_file(path, O_RDONLY);
  const auto size = size_of(path);
  if (!file.open() || !size) return std::unexpected(path + " cannot be read");
  ByteArray<kMagic.size() + hpke::kEncSize> head{};
  if (*size < head.size() || !read_at(file.get(), head, 0) ||
      !equal(ByteView(head).first(kMagic.size()), as_bytes(kMagic))) {
    return std::unexpected(path + " is not a backup");
  }
  hpke::Enc enc{};
  std::memcpy(enc.data(), head.data() + kMagic.size(), enc.size());
  auto receiver = hpke::Receiver::setup_base(enc, key, as_bytes(kInfo));
  if (!receiver) return kDamaged;
  ChunkReader in(std::move(file), *size - head.size(), std::move(*receiver));
  for (;;) {
    const auto first = in.take(1);
    if (!first) return kDamaged;
    if (first->empty()) return {};
    const auto entry = read_head(in, (*first)[0]);
    if (!entry) return kDamaged;
    const ArchiveSink sink = visit(entry->name, entry->length);
    if (!sink) return std::unexpected("the backup holds something that this program does not know");
    for (std::uint64_t left = entry->length; left > 0;) {
      const auto part = in.take(left);
      if (!part || part->empty()) return kDamaged;
      if (!sink(*part)) return std::unexpected("the backup cannot be unpacked: no space left?");
      left -= part->size();
    }
  }
}

}  // namespace sotto::broker
