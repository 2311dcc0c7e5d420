#pragma once
// The guided steps of a concern at the terminal, one question after another (docs/cli.md, "A
// concern"), before anything is sent: from the public files that a visit of before has kept, so
// that nobody outside sees that the questions were asked. All of it in memory; whoever stops leaves
// nothing anywhere.

#include <expected>
#include <optional>
#include <string>

#include "client/cli/terminal.h"
#include "client/cli/texts.h"
#include "client/core/concern.h"
#include "client/core/public_view.h"

namespace sotto::client::cli {

// The same four files for everybody, in a folder of the person's. False: they cannot be written.
[[nodiscard]] bool keep_public(const std::string& folder, const PublicFiles& files);
// Checked as they were when they were kept; without a quorum of witnesses, which a visit demands
// before anything of this counts. Says what is wrong.
std::expected<PublicView, Exit> kept_public(Terminal& terminal, const std::string& folder,
                                            const std::optional<Hash256>& genesis,
                                            protocol::UnixTime now);

// Of a scheme that has steps. nullopt: the path stops, or the person does. Every stop stops unless
// they choose to go on.
std::optional<ConcernDraft> walk_concern(Terminal& terminal, const PublicView& everybody);

}  // namespace sotto::client::cli
