// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/key_file.hpp"

#include <sodium.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <system_error>

#include "base/error.hpp"
#include "base/whole_file.hpp"

namespace entente::ledger {

namespace {

constexpr std::size_t kMaxKeyFile = 16'384;  // bytes
namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& file, const std::string& cause, const char* next) {
  throw base::BadInput("key file " + file.string(), cause, next);
}

/// Wiped when it is done with.
struct Secret {
  std::string text;
  ~Secret() { sodium_memzero(text.data(), text.size()); }
};

void must_be_private(const fs::path& file) {
  std::error_code ec;
  const auto status = fs::status(file, ec);
  if (!fs::exists(status))
    refuse(file, "is not there", "Make one with 'entente log key make', or check the name.");
  if (!fs::is_regular_file(status)) refuse(file, "is no file", "Name the file that holds the key.");
  constexpr auto kOthers = fs::perms::group_all | fs::perms::others_all;
  if ((status.permissions() & kOthers) != fs::perms::none)
    refuse(file, "is open to others than its owner", "Take that away: chmod 600.");
}

void must_fit_together(const fs::path& file, const std::vector<SignerKey>& keys) {
  for (auto at = keys.begin(); at != keys.end(); ++at) {
    const auto& one = at->verifier();
    if (one.name() != keys.front().verifier().name() || one.kind() != keys.front().verifier().kind())
      refuse(file, "holds keys of several names or kinds",
             "Keep those of each log and witness in a file of its own.");
    if (std::any_of(keys.begin(), at, [&](const SignerKey& before) { return before.verifier() == one; }))
      refuse(file, "holds the same key twice", "Take one of the two lines away.");
  }
}

}  // namespace

std::vector<SignerKey> read_key_file(const fs::path& file) {
  must_be_private(file);
  std::ifstream in(file, std::ios::binary);
  Secret secret{std::string(kMaxKeyFile + 1, '\0')};
  in.read(secret.text.data(), static_cast<std::streamsize>(secret.text.size()));
  const auto size = static_cast<std::size_t>(in.gcount());
  if (!in.is_open() || in.bad()) refuse(file, "cannot be read", "Check its permissions.");
  if (size > kMaxKeyFile)
    refuse(file, "is longer than any file of keys", "Name the file that holds the key.");
  std::vector<SignerKey> keys;
  for (auto rest = std::string_view(secret.text).substr(0, size); !rest.empty();) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (line.empty()) continue;
    if (keys.size() == kMaxKeys)
      refuse(file, "holds more than eight keys", "Take those away that no longer sign.");
    try {
      keys.push_back(SignerKey::parse(line));
    } catch (const base::BadInput& e) {
      refuse(file, "holds a line that is no private key: " + e.cause(),
             "Put the file back from where a copy is kept.");
    }
  }
  if (keys.empty()) refuse(file, "holds no key", "Put it back from where a copy is kept.");
  must_fit_together(file, keys);
  return keys;
}

void write_key_file(const fs::path& file, std::span<const SignerKey> keys, KeyFileIs is) {
  std::error_code ec;
  if (is == KeyFileIs::made && fs::exists(fs::symlink_status(file, ec)))
    throw base::Conflict("key file " + file.string(), "is there already",
                         "Name another file; 'entente log key rotate' adds a key to this one.");
  base::WholeFile whole(file, base::WholeFile::Readers::owner);
  for (const auto& key : keys) {
    const Secret line{key.text() + "\n"};
    whole.out() << line.text;
  }
  whole.commit();
}

}  // namespace entente::ledger
