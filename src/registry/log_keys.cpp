// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/log_keys.hpp"

#include <algorithm>
#include <fstream>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/whole_file.hpp"
#include "ledger/key_file.hpp"
#include "ledger/note.hpp"
#include "registry/log.hpp"

namespace entente::registry {

namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) lines.emplace_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

std::vector<ledger::SignerKey> read_log_keys(const std::filesystem::path& file) {
  std::error_code fault;
  if (std::filesystem::status(file, fault).type() == std::filesystem::file_type::not_found) return {};
  auto keys = ledger::read_key_file(file);
  if (keys.front().verifier().kind() != ledger::KeyKind::log)
    throw base::BadInput("log key " + file.string(), "holds a witness's key",
                         "Name the file of the log's own.");
  return keys;
}

void make_log_key(const std::filesystem::path& file, std::string_view origin) {
  if (!ledger::is_key_name(origin))
    throw base::BadInput("log.origin '" + std::string(origin) + "'", "can be the name of no log",
                         "Write it as register.example/log: no space and no plus sign.");
  std::vector<ledger::SignerKey> keys;
  keys.push_back(ledger::SignerKey::make(std::string(origin), ledger::KeyKind::log));
  // A name of nobody else's, so that of two that make it at once both have the same.
  const std::filesystem::path part = file.string() + ".part-" + std::to_string(keys.front().verifier().id());
  ledger::write_key_file(part, keys, ledger::KeyFileIs::made);
  try {
    base::put_in_place(part, file);
  } catch (...) {
    std::error_code ignore;
    std::filesystem::remove(part, ignore);
    throw;
  }
}

std::filesystem::path log_signed_file(const std::filesystem::path& keys) {
  return keys.string() + ".signed";
}

std::optional<ledger::Checkpoint> read_log_signed(const std::filesystem::path& file) {
  std::error_code fault;
  if (!std::filesystem::exists(file, fault)) {
    if (fault)
      throw base::Error(file.string(), "cannot be looked at: " + fault.message(),
                        "Check its folder and permissions.");
    return std::nullopt;
  }
  std::ifstream in(file, std::ios::binary);
  std::string text(ledger::kMaxNote, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (!in.is_open() || in.bad()) throw base::Error(file.string(), "cannot be read", "Check its permissions.");
  return ledger::read_checkpoint(text);
}

std::string log_origin(std::string_view public_url) {
  if (const auto scheme = public_url.find("://"); scheme != std::string_view::npos)
    return std::string(public_url.substr(scheme + 3)) + "/log";
  const auto made = ledger::SignerKey::make("entente.invalid", ledger::KeyKind::log).verifier().text();
  return "entente.invalid/" + base::hex(base::sha256(made)).substr(0, 16);
}

std::vector<ledger::VerifierKey> log_keys_in(store::Reader& reader) {
  std::vector<ledger::VerifierKey> keys;
  for (const auto& line : lines_of(reader.note(kLogKeys).value_or(std::string())))
    keys.push_back(ledger::VerifierKey::parse(line));
  return keys;
}

}  // namespace entente::registry
