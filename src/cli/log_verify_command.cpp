// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include "base/error.hpp"
#include "cli/log_commands.hpp"
#include "cli/log_trust.hpp"
#include "ledger/proof.hpp"
#include "ledger/tiles.hpp"

namespace entente::cli {

namespace {

struct ReceiptOptions {
  LogTrust trust;
  std::filesystem::path file, entry;
};

void verify_file(const ReceiptOptions& options, std::ostream& out) {
  const auto trusted = trusted_keys(options.trust);
  const auto proof = ledger::read_proof(read_bounded(options.file, ledger::kMaxNote));
  if (options.entry.empty() && !proof.extra)
    throw base::BadInput(options.file.string(), "does not carry the entry that it proves",
                         "Give it with --entry FILE.");
  const auto entry = options.entry.empty() ? *proof.extra : read_bounded(options.entry, ledger::kMaxEntry);
  const auto proven = ledger::verify(proof, entry, trusted.origin, trusted.keys);
  out << "Entry " << proof.index << " of the log " << shown(trusted.origin) << " is in its tree of "
      << proven.checkpoint.size << ".\n";
  tell_signers(out, trusted, proof.checkpoint, proven.signers);
  out << "The entry: " << shown(entry) << "\n";
}

}  // namespace

void add_log_verify(Commands& commands, const Environment& env) {
  auto options = std::make_shared<ReceiptOptions>();
  auto command = commands.add("verify",
                              "Check a receipt (tlog-proof) offline: that what it is for stands in the log, "
                              "signed by keys that you trust.");
  command.option("FILE", options->file, "The receipt.").required();
  options->trust.options(command);
  command.option("--entry", options->entry,
                 "The entry itself, where the receipt does not carry it or you have it from elsewhere.");
  command.run([options, &env] { verify_file(*options, env.out); });
}

}  // namespace entente::cli
