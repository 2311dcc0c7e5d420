# libsodium from its source (SOTTO_SODIUM_SOURCE, which ./run fetches), under the name that pkg-config's
# has in a native build. Argon2 comes from it as well: crypto_pwhash gives the reference library's bytes.
set(sodium ${SOTTO_SODIUM_SOURCE}/src/libsodium)
if(NOT EXISTS ${sodium}/include/sodium/version.h.in)
  message(FATAL_ERROR "SOTTO_SODIUM_SOURCE does not name libsodium's source; use ./run")
endif()
set(VERSION 1.0.18)
set(SODIUM_LIBRARY_VERSION_MAJOR 10)
set(SODIUM_LIBRARY_VERSION_MINOR 3)
set(SODIUM_LIBRARY_MINIMAL_DEF "")
configure_file(${sodium}/include/sodium/version.h.in ${sodium}/include/sodium/version.h @ONLY)

file(GLOB_RECURSE sodium_files ${sodium}/*.c)
add_library(sodium_wasm STATIC ${sodium_files})
target_include_directories(sodium_wasm SYSTEM
  PUBLIC ${sodium}/include PRIVATE ${sodium}/include/sodium)
# Not ED25519_NONDETERMINISTIC, which libsodium's own WebAssembly builds set: a repeated request must have
# the same bytes, signature included, as in a native build.
target_compile_definitions(sodium_wasm
  PRIVATE CONFIGURED=1 NATIVE_LITTLE_ENDIAN=1 HAVE_C_VARARRAYS=1 HAVE_WEAK_SYMBOLS=1
          _WASI_EMULATED_SIGNAL)
# Its assertions name their file: not by where it was built, nor by what ccache makes of that.
file(RELATIVE_PATH sodium_near ${CMAKE_BINARY_DIR} ${sodium})
target_compile_options(sodium_wasm PRIVATE -O3 -w
  -fmacro-prefix-map=${sodium}/=libsodium/ -fmacro-prefix-map=${sodium_near}/=libsodium/)
target_link_libraries(sodium_wasm INTERFACE wasi-emulated-signal)
add_library(PkgConfig::SODIUM ALIAS sodium_wasm)
add_library(sodium_argon2 INTERFACE)
add_library(PkgConfig::ARGON2 ALIAS sodium_argon2)
