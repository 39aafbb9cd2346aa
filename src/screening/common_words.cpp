// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/common_words.hpp"

#include <string>
#include <unordered_map>

namespace entente::screening {
namespace {

struct Common {
  double weight;
  std::string_view words;  ///< with a space between them
};

constexpr double kOfTitles = 0.1;
constexpr double kOfTrades = 0.5;
constexpr double kOfGivenNames = 0.6;

constexpr Common kCommon[] = {
    {kOfTitles,
     "mr mrs ms miss dr prof professor sir lord lady sheikh shaikh shaykh cheikh haji hajj hadji hajji "
     "mullah "
     "maulavi mawlawi maulana qari hafiz alhaj alhaji general gen colonel col major maj captain capt "
     "lieutenant "
     "lt brigadier sergeant sgt president prasident presidente minister monsieur m madame mme herr frau "
     "senor "
     "senora don dona dom sr sra jr junior senior ing sayyid sayed syed sayyed imam ayatollah eng engineer "
     "ustad "
     "na nom hazrat general-major the and et und y e i"},
    {kOfTrades,
     "bank banque banco banka bankasi company corporation corp group gruppe groupe grupo holding holdings "
     "international internacional internationale global world trading trade commerce commercial industrial "
     "industries industry services service servicios servizi enterprise enterprises entreprise empresa "
     "management systems system solutions technology technologies tech investment investments invest capital "
     "partners partner fund funds trust foundation fondation fundacion stiftung association asociacion "
     "organization organisation society institute institut instituto university universite universidad "
     "centre "
     "center centro national nacional nationale state federal government ministry ministere ministerio "
     "general "
     "development development energy oil gas petroleum petrochemical steel metal metals mining construction "
     "engineering equipment machinery export import shipping maritime marine transport logistics lines line "
     "air "
     "airlines airways aviation insurance finance financial credit securities real estate properties "
     "property "
     "limited incorporated joint stock public private open closed new united first central north south east "
     "west europe asia africa america latin northern southern eastern western american european asia asian "
     "africa african middle research "
     "science sciences scientific academy military defence defense security office bureau department agency "
     "authority council committee union federation front party movement army islamic islam people peoples "
     "republic china chinese russian russia iran iranian korea korean german france french of for de la le "
     "les "
     "des du del los las el da do dos und der die das in on at to "
     "ooo oao zao ao pao zavod kombinat kompaniya obshchestvo tsentr institut nauchno proizvodstvennoe"},
    {kOfGivenNames,
     "mohamed mohammed muhammad mohammad mohamad muhammed ahmed ahmad ahamed ali hassan hasan hussein husayn "
     "hussain hossein ibrahim abdullah abdallah abdul abd abdel omar umar khalid khaled mahmoud mahmud "
     "mustafa "
     "yusuf yousef youssef said saeed saleh salih abu abou khan shah haji amir hamid karim rahman rahim "
     "kim lee li ri pak park choi choe jong jang han cho wang zhang chen liu yang zhao huang zhou wu xu sun "
     "hu "
     "zhu gao lin he guo ma luo wei ming hua jun nguyen tran le singh kumar sharma "
     "john james robert michael william david richard thomas mark paul george peter anna maria marie jean "
     "pierre jose juan carlos luis antonio francisco manuel pedro miguel "
     "ivan sergey sergei alexander aleksandr vladimir dmitry andrei andrey alexei aleksei mikhail nikolai "
     "igor "
     "oleg victor viktor elena olga natalia ivanov petrov smith jones"}};

}  // namespace

double weight_of_word(std::string_view folded) {
  static const auto weights = [] {
    std::unordered_map<std::string_view, double> out;
    for (const auto& [weight, words] : kCommon) {
      for (std::size_t from = 0; from < words.size();) {
        const auto to = std::min(words.find(' ', from), words.size());
        out.emplace(words.substr(from, to - from), weight);
        from = to + 1;
      }
    }
    return out;
  }();
  const auto found = weights.find(folded);
  return found == weights.end() ? 1.0 : found->second;
}

}  // namespace entente::screening
