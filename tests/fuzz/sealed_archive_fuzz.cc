// A backup as restore reads it. The first byte says how: 0, the rest is the file; otherwise the
// rest is what was sealed, for a restorer whose operator was given somebody else's backup.

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>

#include "broker/sealed_archive.h"
#include "crypto/base/panic.h"

using namespace sotto;

namespace {

Bytes sealed(ByteView plain, const X25519PublicKey& to) {
  constexpr ByteArray<1> kLast{1};
  auto sender = hpke::Sender::setup_base(to, as_bytes(std::string_view("sotto/v1/backup")));
  const std::string_view magic("sotto-backup-1\n\0", 16);
  const auto size = std::min(plain.size(), std::size_t{1} << 20);
  return concat({as_bytes(magic), sender->enc(), sender->seal(kLast, plain.first(size))});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const X25519KeyPair key = X25519KeyPair::from_secret(Secret<32>::from(ByteArray<32>{7}));
  if (size == 0) return 0;
  const ByteView rest(data + 1, size - 1);
  const Bytes file = data[0] == 0 ? to_bytes(rest) : sealed(rest, key.public_key);
  const int memory = ::memfd_create("backup", MFD_CLOEXEC);
  if (memory < 0 ||
      ::write(memory, file.data(), file.size()) != static_cast<ssize_t>(file.size())) {
    panic("fuzz: no memory file");
  }
  std::uint64_t promised = 0, got = 0;
  const auto done = broker::read_archive(
      "/proc/self/fd/" + std::to_string(memory), key,
      [&](const std::string& name, std::uint64_t length) -> broker::ArchiveSink {
        if (name.empty() || name.size() > 64) panic("fuzz: a name of another length");
        promised += length;
        return [&](ByteView bytes) {
          got += bytes.size();
          return true;
        };
      });
  ::close(memory);
  if (done && promised != got) panic("fuzz: an archive whose files are not whole");
  return 0;
}
