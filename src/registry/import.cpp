// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/import.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <fstream>
#include <type_traits>
#include <unordered_set>
#include <variant>

#include "base/decompress.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "registry/landing.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

/// Bytes of originals held in memory before a commit, whatever the number of bundles.
constexpr std::size_t kBatchBytes = 16 * 1024 * 1024;
constexpr std::size_t kRefusalsKept = 100;

base::Error unreadable(const std::filesystem::path& file) {
  return base::Error(file.string(), "cannot be read", "Check the name and the permissions.");
}

struct Fingerprint {
  std::string hash;
  std::uint64_t size = 0;
};

Fingerprint fingerprint(const std::filesystem::path& file) {
  std::error_code ec;
  if (!std::filesystem::exists(file, ec))
    throw base::NotFound(file.string(), "does not exist", "Check the name.");
  if (std::filesystem::is_directory(file, ec))
    throw base::BadInput(file.string(), "is a folder", "Name a file in it.");
  std::ifstream in(file, std::ios::binary);
  if (!in) throw unreadable(file);
  base::Sha256Stream hash;
  Fingerprint print;
  std::string buffer(1 << 20, '\0');
  while (in) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    const auto n = static_cast<std::size_t>(in.gcount());
    hash.add(std::string_view(buffer).substr(0, n));
    print.size += n;
  }
  if (in.bad()) throw unreadable(file);
  print.hash = base::hex(hash.finish());
  return print;
}

/// How far a file has got, as a named state of the store: written in the same unit as what it speaks of.
std::string progress_text(std::uint64_t piece, const ImportReport& r) {
  const auto counts = [](const ImportCounts& c) {
    return json::object{{"read", c.read},
                        {"created", c.created},
                        {"changed", c.changed},
                        {"unchanged", c.unchanged},
                        {"rejected", c.rejected}};
  };
  auto all = counts(r);
  all.emplace("piece", piece);
  all.emplace("kept_unmodelled", r.kept_unmodelled);
  all.emplace("organisations", counts(r.organisations));
  all.emplace("faults", json::array{r.faults.critical, r.faults.error, r.faults.warning});
  return json::serialize(all);
}

std::uint64_t resume(const std::string& text, ImportReport& r) {
  const auto value = base::parse_json(text, "progress of the import");
  const auto number = [](const json::value& from, const char* name) {
    return from.at(name).to_number<std::uint64_t>();
  };
  const auto counts = [&](const json::value& from, ImportCounts& c) {
    c.read = number(from, "read");
    c.created = number(from, "created");
    c.changed = number(from, "changed");
    c.unchanged = number(from, "unchanged");
    c.rejected = number(from, "rejected");
  };
  counts(value, r);
  // A note of an earlier version may have neither of these.
  if (const auto* organisations = value.as_object().if_contains("organisations"))
    counts(*organisations, r.organisations);
  if (const auto* faults = value.as_object().if_contains("faults")) {
    const auto& all = faults->as_array();
    r.faults = {all.at(0).to_number<std::uint64_t>(), all.at(1).to_number<std::uint64_t>(),
                all.at(2).to_number<std::uint64_t>()};
  }
  r.kept_unmodelled = number(value, "kept_unmodelled");
  return number(value, "piece");
}

/// What an interrupted import was asked to reject is part of what it is continued by.
std::string strictness(const ImportOptions& options) {
  return options.reject == exchange::Strictness::readable
             ? std::string()
             : ":" + std::to_string(static_cast<int>(options.reject));
}

/// The first bytes of what a file says, unpacked where it is packed.
std::string head_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw unreadable(file);
  std::string head(4096, '\0');
  const auto text = base::decompressed(in, file.string());
  text->read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(text->gcount()));
  return head;
}

class Import {
 public:
  Import(Register& reg, const ImportOptions& options, Fingerprint print, ImportReport& report)
      : reg_(reg),
        options_(options),
        print_(std::move(print)),
        note_("import:" + print_.hash + strictness(options)),
        report_(report) {}

  void run(const std::filesystem::path& file) {
    const auto& format = exchange::recognise(head_of(file), file.string());
    if (!options_.dry_run)
      if (const auto note = reg_.store().read()->note(note_)) report_.resumed_after = resume(*note, report_);
    std::ifstream in(file, std::ios::binary);
    if (!in) throw unreadable(file);
    const auto text = base::decompressed(in, file.string());
    exchange::Sink sink;
    sink.bundle = [this](std::uint64_t piece, exchange::Bundle&& bundle) { take(piece, std::move(bundle)); };
    sink.organisation = [this](std::uint64_t piece, exchange::ReportedOrganisation&& reported) {
      take(piece, std::move(reported));
    };
    sink.refused = [this](exchange::Refusal&& refusal) { refuse(std::move(refusal)); };
    sink.progress = [this, &in](std::uint64_t) {
      // Of the file itself, which may be packed.
      const auto at = in.tellg();
      if (options_.progress)
        options_.progress(at < 0 ? print_.size : static_cast<std::uint64_t>(at), print_.size);
    };
    sink.reject = options_.reject;
    sink.threads = options_.threads;
    sink.today = base::day_of(reg_.clock().now());
    sink.judged = [this](std::uint64_t, exchange::Strictness worst) { worst_ = worst; };
    try {
      format.read(*text, file.string(), sink);
    } catch (const base::Error&) {
      // What came before the fault is whole: it lands, and the fault is told.
      flush();
      forget();
      throw;
    }
    flush();
    forget();
  }

 private:
  /// A piece that an interrupted run has dealt with: read once more for its identifier alone, so that a
  /// second use of it further on is still found.
  bool dealt_with(std::uint64_t piece) const { return piece <= report_.resumed_after; }

  void refuse(exchange::Refusal&& refusal) {
    if (dealt_with(refusal.piece)) return;
    last_piece_ = std::max(last_piece_, refusal.piece);
    count_refusal(std::move(refusal), report_);
  }

  static void count_refusal(exchange::Refusal&& refusal, ImportReport& r) {
    ImportCounts& counts = refusal.of_organisation ? r.organisations : r;
    ++counts.read;
    ++counts.rejected;
    if (r.refusals.size() < kRefusalsKept) r.refusals.push_back(std::move(refusal));
  }

  void take(std::uint64_t piece, exchange::Bundle&& bundle) {
    if (!identifiers_.insert(bundle.key_scheme + "\t" + bundle.key_value).second)
      return refuse(twice(piece, "activity", bundle.key_value));
    const auto bytes = bundle.original.size();
    wait(piece, std::move(bundle), bytes);
  }

  void take(std::uint64_t piece, exchange::ReportedOrganisation&& reported) {
    if (!identifiers_.insert(reported.key).second) {
      auto refusal = twice(piece, "organisation", reported.organisation.identifiers.front().value);
      refusal.line = reported.at.line;
      refusal.column = reported.at.column;
      refusal.of_organisation = true;
      return refuse(std::move(refusal));
    }
    const auto bytes = reported.original.size();
    wait(piece, std::move(reported), bytes);
  }

  static exchange::Refusal twice(std::uint64_t piece, const std::string& what,
                                 const std::string& identifier) {
    exchange::Refusal refusal;
    refusal.piece = piece;
    refusal.identifier = identifier;
    refusal.message = what + " '" + identifier +
                      "': its identifier stands earlier in the same file. Give each " + what +
                      " an identifier of its own.";
    return refusal;
  }

  struct Waiting {
    std::uint64_t piece = 0;
    std::variant<exchange::ReportedOrganisation, exchange::Bundle> what;
    exchange::Strictness worst = exchange::Strictness::readable;
  };

  template <class T>
  void wait(std::uint64_t piece, T&& what, std::size_t bytes) {
    if (dealt_with(piece)) return;
    last_piece_ = std::max(last_piece_, piece);
    bytes_ += bytes;
    waiting_.push_back({piece, std::forward<T>(what), std::exchange(worst_, exchange::Strictness::readable)});
    if (waiting_.size() >= options_.batch || bytes_ >= kBatchBytes) flush();
  }

  template <class T>
  static void land(Landing& landing, std::uint64_t piece, T& what, exchange::Strictness worst,
                   ImportReport& r) {
    constexpr bool kOrganisation = std::is_same_v<T, exchange::ReportedOrganisation>;
    if (auto hindrance = landing.hindrance(what)) {
      exchange::Refusal refusal{
          piece, hindrance->at.line, hindrance->at.column, {}, std::move(hindrance->message)};
      refusal.of_organisation = kOrganisation;
      return count_refusal(std::move(refusal), r);
    }
    const auto landed = landing.land(what);
    ImportCounts& counts = kOrganisation ? r.organisations : r;
    ++counts.read;
    count_fault(worst, r.faults);
    ++(landed == Landed::created   ? counts.created
       : landed == Landed::changed ? counts.changed
                                   : counts.unchanged);
    if (const auto* const kept = kept_of(what))
      r.kept_unmodelled += static_cast<std::uint64_t>(kept->unmodelled);
  }

  static void count_fault(exchange::Strictness worst, ImportReport::Faults& faults) {
    switch (worst) {
      case exchange::Strictness::critical:
        ++faults.critical;
        break;
      case exchange::Strictness::error:
        ++faults.error;
        break;
      case exchange::Strictness::warning:
        ++faults.warning;
        break;
      case exchange::Strictness::readable:
        break;
    }
  }

  static const model::Kept* kept_of(const exchange::Bundle& bundle) {
    return bundle.partnership.kept ? &*bundle.partnership.kept : nullptr;
  }
  static const model::Kept* kept_of(const exchange::ReportedOrganisation& reported) {
    return reported.finances && reported.finances->kept ? &*reported.finances->kept : nullptr;
  }

  void land_all(Landing& landing, ImportReport& r) {
    for (auto& waiting : waiting_)
      std::visit([&](auto& what) { land(landing, waiting.piece, what, waiting.worst, r); }, waiting.what);
  }

  void flush() {
    if (waiting_.empty()) return;
    ImportReport after;
    if (options_.dry_run) {
      after = report_;
      const auto reader = reg_.store().read();
      Landing landing(*reader, reg_.clock(), options_.assumed ? *options_.assumed : assumed_);
      land_all(landing, after);
    } else {
      reg_.store().write({options_.author}, [&](store::UnitOfWork& unit) {
        after = report_;  // the unit may run again after a conflict
        Landing landing(unit, reg_.clock());
        land_all(landing, after);
        unit.set_note(note_, progress_text(last_piece_, after));
      });
    }
    report_ = std::move(after);
    waiting_.clear();
    bytes_ = 0;
  }

  void forget() {
    if (options_.dry_run) return;
    if (!reg_.store().read()->note(note_)) return;
    reg_.store().write({options_.author}, [&](store::UnitOfWork& unit) { unit.set_note(note_, {}); });
  }

  Register& reg_;
  const ImportOptions& options_;
  const Fingerprint print_;
  const std::string note_;
  ImportReport& report_;
  std::vector<Waiting> waiting_;
  exchange::Strictness worst_ = exchange::Strictness::readable;  ///< of the piece that comes next
  std::size_t bytes_ = 0;
  std::uint64_t last_piece_ = 0;
  std::unordered_set<std::string> identifiers_;
  KeyTable assumed_;
};

}  // namespace

void import_file(Register& reg, const std::filesystem::path& file, const ImportOptions& options,
                 ImportReport& report) {
  // What a reader refuses is told at once, what cannot land only when its turn comes.
  const auto in_order = [&] { std::ranges::stable_sort(report.refusals, {}, &exchange::Refusal::piece); };
  try {
    Import(reg, options, fingerprint(file), report).run(file);
  } catch (const base::Error&) {
    in_order();
    throw;
  }
  in_order();
}

}  // namespace entente::registry
