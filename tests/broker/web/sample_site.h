#pragma once
// A small web folder.

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "tests/broker/web/write_manifest.h"

namespace sotto::testing {

using Content = std::map<std::string, std::string>;  // by path; rises as a manifest does

inline broker::web::Manifest manifest_of(const Content& content) {
  broker::web::Manifest out{.pages = {"/", "/open", "/privacy"},
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
    const std::filesystem::path file = folder_ + "/" + path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }
  void write_all(const Content& content) const {
    for (const auto& [path, text] : content) write(path, text);
    write("manifest", write_manifest(manifest_of(content)));
  }

  std::string folder_;
};

}  // namespace sotto::testing
