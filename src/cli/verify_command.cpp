// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <memory>
#include <ostream>

#include "base/error.hpp"
#include "cli/cli.hpp"
#include "cli/command.hpp"
#include "cli/log_trust.hpp"
#include "registry/log_keys.hpp"
#include "registry/log_verifying.hpp"

namespace entente::cli {

namespace {

constexpr const char* kKeyInFolder = "log.key";

struct RegisterVerifyOptions {
  Place place;
  std::filesystem::path key;  ///< empty: the one in the register's folder
};

/// Where the key is not there, what the database says of it is all there is.
registry::LogKeptApart kept_apart(const RegisterVerifyOptions& options) {
  auto file = options.key;
  if (file.empty() && !options.place.data.empty()) file = options.place.data / kKeyInFolder;
  registry::LogKeptApart apart;
  if (file.empty()) return apart;
  for (const auto& key : registry::read_log_keys(file)) apart.keys.push_back(key.verifier());
  if (apart.keys.empty() && !options.key.empty())
    throw base::NotFound("log key " + file.string(), "is not there", "Check the name of the file.");
  apart.signed_last = registry::read_log_signed(registry::log_signed_file(file));
  return apart;
}

}  // namespace

void add_verify(Commands& commands, const Environment& env, int& status) {
  auto options = std::make_shared<RegisterVerifyOptions>();
  auto command = commands.add("verify",
                              "Compare a whole register with its log: every version with its hash and its "
                              "entry, all entries with what was signed.");
  command.place(options->place);
  command.option("--log-key", options->key,
                 "The file of the log's key, where it is not in the register's folder.");
  command.run([options, &env, &status] {
    constexpr std::uint64_t kTold = 100;
    std::uint64_t told = 0;
    const auto apart = kept_apart(*options);
    const auto reg = env.open(options->place);
    const auto compared = registry::compare_with_log(*reg, apart, [&](const std::string& difference) {
      if (told++ < kTold) env.err << shown(difference) << "\n";
    });
    if (compared.differences > kTold) env.err << "And " << compared.differences - kTold << " more.\n";
    env.out << compared.revisions << " versions of records and " << compared.entries
            << " entries of the log, of which " << compared.published
            << " are published, were compared; differences: " << compared.differences << ".\n";
    if (apart.keys.empty())
      env.out << "The log's key was not there: whether the checkpoint is signed with it was not looked at.\n";
    status = compared.differences == 0 ? 0 : 1;
  });
}

}  // namespace entente::cli
