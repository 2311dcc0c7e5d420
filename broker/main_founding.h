#pragma once
// Pages while there is no scheme yet (docs/spec/web.md, "Before founding"): leads make their keys
// and sign the draft there.

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>

#include "broker/http/certificate.h"
#include "broker/main_serve.h"
#include "broker/web/folder.h"

namespace sotto::broker {

// The first part of `sotto-broker serve --web`: while the folder's draft is not signed, the pages
// alone. Returns the port to go on with as the founded broker; nullopt when SIGTERM or SIGINT came
// first. Both signals are blocked.
std::expected<std::optional<std::uint16_t>, std::string> await_founding(
    const ServeOptions& options, const web::Folder& pages,
    const std::shared_ptr<const http::Certificate>& certificate);

// `sotto-broker pages`: the pages alone, until SIGTERM or SIGINT; there is no data folder. Returns
// the exit status; errors are on standard error.
int serve_pages(const ServeOptions& options);

}  // namespace sotto::broker
