// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/key_file.hpp"

#include <sodium.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <system_error>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/whole_file.hpp"

namespace entente::ledger {

namespace {

constexpr std::size_t kMaxKeyFile = 16'384, kMaxPublicFile = 65'536;  // bytes
constexpr std::size_t kMaxPublic = 100;                               // keys
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

/// All of a file that is no longer than any such file.
Secret all_of(const fs::path& file, std::size_t most) {
  std::ifstream in(file, std::ios::binary);
  Secret all{std::string(most + 1, '\0')};
  in.read(all.text.data(), static_cast<std::streamsize>(all.text.size()));
  const auto size = static_cast<std::size_t>(in.gcount());
  if (!in.is_open() || in.bad()) refuse(file, "cannot be read", "Check its name and permissions.");
  if (size > most) refuse(file, "is longer than any file of keys", "Name the file that holds the keys.");
  all.text.resize(size);
  return all;
}

/// The next line of what is left, without its end.
std::string_view take_key_line(std::string_view& rest) {
  const auto line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  return line;
}

}  // namespace

std::vector<SignerKey> read_key_file(const fs::path& file) {
  must_be_private(file);
  const auto secret = all_of(file, kMaxKeyFile);
  std::vector<SignerKey> keys;
  for (std::string_view rest = secret.text; !rest.empty();) {
    const auto line = take_key_line(rest);
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

std::vector<VerifierKey> read_public_keys(const fs::path& file) {
  const auto all = all_of(file, kMaxPublicFile);
  std::vector<VerifierKey> keys;
  std::size_t number = 0;
  for (std::string_view rest = all.text; !rest.empty();) {
    const auto line = base::trimmed(take_key_line(rest));
    ++number;
    if (line.empty() || line.front() == '#') continue;
    if (keys.size() == kMaxPublic)
      refuse(file, "holds more than a hundred keys", "Take those away that nobody needs.");
    try {
      keys.push_back(VerifierKey::parse(line));
    } catch (const base::BadInput& e) {
      throw base::BadInput(file.string() + ":" + std::to_string(number), e.cause(), e.next());
    }
  }
  return keys;
}

}  // namespace entente::ledger
