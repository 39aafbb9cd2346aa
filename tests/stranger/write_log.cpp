// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// write_log FOLDER [--key FILE] [--but INDEX] SIZE...: logs of these sizes, each the beginning of the next,
// as files below FOLDER/SIZE; with FOLDER/key, what to check them with; FOLDER/SIZE/proof/INDEX, receipts;
// FOLDER/SIZE/from/OLD, the hashes by which it begins with the one of that size. They are signed with the
// keys in FILE, or with a new one; entry INDEX is another than in a log that is written without.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "ledger/key_file.hpp"
#include "ledger/log_test.hpp"
#include "ledger/proof.hpp"

namespace fs = std::filesystem;
using namespace entente::ledger;

namespace {

void put(const fs::path& file, const std::string& bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out << bytes;
  if (!out.flush()) throw std::runtime_error(file.string() + " cannot be written");
}

void write(const fs::path& folder, const MadeLog& log, const std::vector<std::size_t>& before) {
  for (const auto& [path, bytes] : log.files) put(folder / path, bytes);
  const auto size = log.entries.size();
  const auto hashes = log.hashes();
  for (const std::size_t index :
       {std::size_t{0}, std::size_t{1}, std::size_t{255}, std::size_t{256}, size / 2, size - 1}) {
    if (index >= size) continue;
    const Proof proof{log.entries[index], index, prove_inclusion(index, size, hashes),
                      read_note(log.files.at("checkpoint"))};
    put(folder / "proof" / std::to_string(index), bytes_of(proof));
  }
  for (const auto old : before) {
    std::string lines;
    for (const auto& hash : prove_consistency(old, size, hashes)) lines += base64_of(hash) + "\n";
    put(folder / "from" / std::to_string(old), lines);
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const fs::path folder = argv[1];
    std::vector<SignerKey> keys;
    std::vector<std::size_t> sizes;
    std::optional<std::size_t> other;
    for (int i = 2; i < argc; ++i) {
      const std::string_view argument = argv[i];
      if (argument == "--key")
        keys = read_key_file(argv[++i]);
      else if (argument == "--but")
        other = std::stoull(argv[++i]);
      else
        sizes.push_back(std::stoull(argv[i]));
    }
    if (keys.empty()) keys.push_back(SignerKey::make("log.example/register", KeyKind::log));
    const auto& key = keys.front();
    put(folder / "key", key.verifier().text() + "\n");
    std::vector<std::size_t> before;
    for (const auto size : sizes) {
      MadeLog log(key, size);
      if (other && *other < size) {
        log.entries[*other] = "another entry";
        log.write(key);
      }
      auto note = read_note(log.files.at("checkpoint"));
      for (std::size_t i = 1; i < keys.size(); ++i) note.signatures.push_back(keys[i].sign(note.text));
      log.files["checkpoint"] = bytes_of(note);
      write(folder / std::to_string(size), log, before);
      before.push_back(size);
    }
    return 0;
  } catch (const std::exception& e) {
    std::cerr << "write_log: " << e.what() << "\n";
    return 1;
  }
}
