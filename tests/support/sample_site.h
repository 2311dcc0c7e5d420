#pragma once
// A small web folder.

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "tests/support/write_manifest.h"

namespace sotto::testing {

using Content = std::map<std::string, std::string>;  // by path; rises as a manifest does

inline protocol::Manifest manifest_of(const Content& content) {
  protocol::Manifest out{.pages = {"/", "/open", "/privacy"},
                         .worker = "assets/worker-5e884898.js",
                         .style = "assets/index-da280471.css",
                         .files = {}};
  for (const auto& [path, text] : content) {
    out.files.push_back({path, text.size(), sha256({as_bytes(text)})});
  }
  return out;
}

// What the tests read back needs no real compression.
inline Content sample_content() {
  return {{"assets/core-0a1b2c3d.wasm", "wasm"},
          {"assets/core-0a1b2c3d.wasm.br", "wasm in brotli"},
          {"assets/core-0a1b2c3d.wasm.gz", "wasm in gzip"},
          {"assets/index-da280471.css", "p{}"},
          {"assets/index-da280471.css.gz", "style in gzip"},
          {"assets/worker-5e884898.js", "onmessage = null"},
          {"icon.svg", "<svg/>"},
          {"index.html", "<!DOCTYPE html><title>Staff support</title>"},
          {"index.html.br", "page in brotli"}};
}

inline void write_page(const std::filesystem::path& folder, const std::string& path,
                       std::string_view text) {
  std::filesystem::create_directories((folder / path).parent_path());
  std::ofstream(folder / path, std::ios::binary) << text;
}
inline void write_site(const std::filesystem::path& folder, const Content& content) {
  for (const auto& [path, text] : content) write_page(folder, path, text);
  write_page(folder, "manifest", write_manifest(manifest_of(content)));
}

class WebFolder : public ::testing::Test {
 protected:
  WebFolder() {
    std::string name = ::testing::TempDir() + "sotto-web-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) std::abort();
    folder_ = name;
  }
  ~WebFolder() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  void write(const std::string& path, std::string_view text) const {
    write_page(folder_, path, text);
  }
  void write_all(const Content& content) const { write_site(folder_, content); }

  std::string folder_;
};

}  // namespace sotto::testing
