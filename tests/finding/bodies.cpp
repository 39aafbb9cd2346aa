// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "bodies.hpp"

#include <algorithm>
#include <array>
#include <random>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "registry/reading.hpp"
#include "registry/register.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/sqlite_store.hpp"

using namespace entente;

namespace {

constexpr std::size_t kAtATime = 500, kTyped = 200;

std::vector<std::string> names_in(const std::filesystem::path& register_file) {
  const auto store = store::open_sqlite({.file = register_file});
  const auto reader = store->read();
  std::vector<std::string> names;
  base::Uuid after;
  for (auto heads = reader->heads(model::Organisation::kType, after, kAtATime); !heads.empty();
       heads = reader->heads(model::Organisation::kType, after, kAtATime))
    for (const auto& head : heads) {
      after = head.id;
      names.emplace_back(registry::held<model::Organisation>(head).value.name.str("en"));
    }
  return names;
}

/// The words up to the middle, or from there on.
std::string half_of(const std::string& name, bool first) {
  const auto middle = name.find(' ', name.size() / 2);
  if (middle == std::string::npos) return name;
  return first ? name.substr(0, middle) : name.substr(middle + 1);
}

}  // namespace

void measure_bodies(const std::filesystem::path& register_file, std::size_t count,
                    const std::filesystem::path& new_file,
                    const std::function<void(const std::string&, double, const std::string&)>& say) {
  const auto names = names_in(register_file);
  std::mt19937 random(5);
  const auto some = [&] { return names[random() % names.size()]; };
  std::filesystem::remove(new_file);
  const base::SystemClock clock;
  auto store = store::open_sqlite({.file = new_file, .create = true});
  for (std::size_t made = 0; made < count; made += kAtATime) {
    std::vector<store::NewRevision> revisions;
    for (auto i = made; i < std::min(count, made + kAtATime); ++i) {
      model::Organisation organisation;
      organisation.name.narratives.push_back({"en", half_of(some(), true) + ' ' + half_of(some(), false)});
      std::array<std::uint8_t, 16> id;
      for (auto& byte : id) byte = static_cast<std::uint8_t>(random());
      revisions.push_back(registry::revision_of(base::Uuid(id), organisation));
    }
    store->write({.author = "finding"}, [&](store::UnitOfWork& unit) {
      for (const auto& revision : revisions) unit.put(revision);
    });
  }
  registry::Register of_many(std::move(store), clock);
  of_many.follow();
  std::vector<double> took;
  for (std::size_t i = 0; i < kTyped; ++i) {
    const auto name = some();
    const auto typed =
        name.substr(0, 2 + random() % std::max<std::size_t>(1, std::min<std::size_t>(name.size(), 14)));
    const auto before = base::thread_cpu_ns();
    of_many.suggest(typed, {});
    took.push_back(static_cast<double>(base::thread_cpu_ns() - before) / 1e6);
  }
  std::ranges::sort(took);
  say("suggestions of organisations, p50", took[kTyped / 2], "ms of CPU");
  say("suggestions of organisations, p99", took[kTyped * 99 / 100], "ms of CPU");
}
