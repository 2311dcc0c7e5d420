#pragma once
// Words and slips on their way in and out. Every function says what is wrong before it returns an
// exit.

#include <array>
#include <expected>

#include "client/cli/arguments.h"
#include "client/cli/host.h"
#include "client/core/keys.h"

namespace sotto::client::cli {

std::expected<protocol::Words, Exit> read_words(Host& host, const std::string& file,
                                                std::string_view prompt = "Your seven words:");
std::expected<protocol::Slip, Exit> read_slip(Host& host, const std::string& file,
                                              std::string_view prompt = "The code on your slip:");

// Gives new words to the person before anything is opened with them: into a file, or on the screen,
// where two of them are asked back.
std::expected<void, Exit> hand_over(Host& host, const protocol::Words& words,
                                    const std::string& file);
std::string shown(const protocol::Words& words);
// Six words to be read out to the leads.
std::string spelt(const std::array<std::uint16_t, 6>& words);

std::expected<LockerKeys, Exit> derive(Host& host, const protocol::Words& words,
                                       FixedView<16> salt);

// The file of a new locker, when its person keeps it; nothing for an empty path.
std::expected<void, Exit> make_locker_file(Host& host, const std::string& path,
                                           const Hash256& genesis);
// Of the words of the host's locker: its file's, or the scheme's.
ByteArray<16> salt_of(const Host& host, const Hash256& genesis);

// The locker of the person at the terminal, from its file when one is named: asks for the words
// first, then for the log.
struct Own {
  LockerKeys keys;
  Hash256 genesis{};

  Pin pin() const { return {to_bytes(genesis)}; }
};
std::expected<Own, Exit> own_locker(Host& host, const Arguments& arguments);

// A file of the person's, or why not.
std::expected<void, Exit> write_out(Host& host, const std::string& path, ByteView content);
std::expected<SecretBytes, Exit> read_in(Host& host, const std::string& path, std::size_t limit);

}  // namespace sotto::client::cli
