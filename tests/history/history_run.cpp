// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/history_run.h"

#include "history/actor.h"

#include <algorithm>
#include <vector>

namespace cosftp::test {

namespace {

constexpr int auditor = 99;
constexpr int auditorsAddress = 9;

Record auditRecord(Verb verb, const QByteArray &key, int server)
{
    Record record;
    record.verb = verb;
    record.client = auditor;
    record.session = auditor * 1000;
    record.user = "judge";
    record.address = auditorsAddress;
    record.server = server;
    record.key = key;
    return record;
}

}  // namespace

HistoryRun::HistoryRun(Stage &stage, quint32 seed)
    : m_stage(stage), m_recorder(stage.timeline()), m_random(seed)
{
    m_recorder.history().names = historyNames();
}

Verdict HistoryRun::runSegment(const SegmentPlan &plan, QByteArray &problem)
{
    m_recorder.beginSegment(m_standing);
    const bool isPlayed = letClientsPlay(plan);
    const auto &records = m_recorder.history().records;
    const bool mustMend = std::any_of(records.begin(), records.end(), [](const Record &record) {
        return record.verb == Verb::RenameFolder && !record.isAcknowledged();
    });
    count();
    if (!isPlayed)
        problem = "a client waits for ever";
    else if (!m_stage.comeToRest(mustMend))
        problem = "the servers do not come to rest";
    else if (!readAll())
        problem = "what stands cannot be read";
    else if (!clearRenamed())
        problem = "what renames brought to f cannot be removed";
    if (!problem.isEmpty() && !records.isEmpty())
        problem += "; the last command: " + toText(records.last());
    return problem.isEmpty() ? judge(m_recorder.history()) : Verdict();
}

bool HistoryRun::letClientsPlay(const SegmentPlan &plan)
{
    std::vector<std::unique_ptr<Actor>> actors;
    m_stage.begin(plan, m_recorder);
    m_recorder.history().windowUs = m_stage.windowUs();
    m_recorder.history().isUncertain = m_stage.hasUnseenFaults();
    for (int number = 0; number < plan.clients; ++number) {
        actors.push_back(
            std::make_unique<Actor>(m_stage, m_recorder, number + 1, m_random.generate(), plan));
        actors.back()->begin();
    }
    bool isDone = false;
    constexpr int patience = 20;  // times three minutes, for long pauses
    for (int turn = 0; turn < patience && !isDone; ++turn) {
        const qint64 commands = m_recorder.commands();
        isDone = m_stage.timeline().until([&actors] {
            return std::all_of(actors.begin(), actors.end(),
                               [](const auto &actor) { return actor->isDone(); });
        });
        if (m_recorder.commands() == commands)
            break;
    }
    return isDone;
}

void HistoryRun::count()
{
    for (const Record &record : m_recorder.history().records) {
        Count &count = m_counts[record.verb];
        ++count.asked;
        count.acknowledged += record.isAcknowledged() ? 1 : 0;
    }
}

// By a stranger, who has nothing that waits.
bool HistoryRun::readAll()
{
    m_standing.clear();
    const QList<QByteArray> names = historyNames();
    return std::all_of(names.begin(), names.end(),
                       [this](const QByteArray &name) { return readOne(name); })
           && listOne("") && listOne("d") && listOne("e") && listOne("f");
}

bool HistoryRun::readOne(const QByteArray &name)
{
    const int server = m_random.bounded(m_stage.servers());
    HistoryClient client(m_stage.timeline(), m_stage.port(server), auditorsAddress,
                         m_stage.wallErrorUs(server));
    const OpId id = m_recorder.begin(auditRecord(Verb::Retr, name, server));
    bool isHeard = false;
    client.logIn("judge", [&, this](const Heard &) {
        client.fetch("RETR " + name, [&, this](const Heard &heard) {
            m_recorder.end(id);
            m_recorder.at(id).code = heard.code;
            m_recorder.at(id).reply = heard.text;
            m_recorder.at(id).read = decomposed(heard.bytes);
            isHeard = true;
        });
    });
    m_stage.timeline().until([&isHeard] { return isHeard; });
    client.hangUp();
    const Record &record = m_recorder.at(id);
    if (record.code == 226)
        m_standing[name] = record.read;
    return record.code == 226 || record.code == 550;
}

// Else f would be taken for ever, and every rename to it refused.
bool HistoryRun::clearRenamed()
{
    const std::map<QByteArray, Content> standing = m_standing;
    return std::all_of(standing.begin(), standing.end(), [this](const auto &object) {
        return folderOf(object.first) != "f" || removeOne(object.first);
    });
}

// The judge himself may only read.
bool HistoryRun::removeOne(const QByteArray &name)
{
    const int server = m_random.bounded(m_stage.servers());
    HistoryClient client(m_stage.timeline(), m_stage.port(server), auditorsAddress,
                         m_stage.wallErrorUs(server));
    int code = 0;
    client.logIn("bob", [&](const Heard &) {
        client.ask("DELE " + name, [&code](const Heard &heard) { code = heard.code; });
    });
    m_stage.timeline().until([&code] { return code != 0; });
    client.hangUp();
    m_standing.erase(name);
    return code == 250;
}

bool HistoryRun::listOne(const QByteArray &folder)
{
    const int server = m_random.bounded(m_stage.servers());
    HistoryClient client(m_stage.timeline(), m_stage.port(server), auditorsAddress,
                         m_stage.wallErrorUs(server));
    const OpId id = m_recorder.begin(auditRecord(Verb::List, folder, server));
    bool isHeard = false;
    client.logIn("judge", [&, this](const Heard &) {
        client.fetch("MLSD /" + folder, [&, this](const Heard &heard) {
            m_recorder.end(id);
            m_recorder.at(id).code = heard.code;
            m_recorder.at(id).reply = heard.text;
            m_recorder.at(id).listed = sizesInListing(heard.bytes, folder);
            isHeard = true;
        });
    });
    m_stage.timeline().until([&isHeard] { return isHeard; });
    client.hangUp();
    return m_recorder.at(id).code == 226 || m_recorder.at(id).code == 550;
}

SegmentPlan randomPlan(QRandomGenerator &random)
{
    SegmentPlan plan;
    plan.clients = random.bounded(2, 7);
    plan.commandsEach = random.bounded(8, 24);
    plan.faultIn = random.bounded(2) == 0 ? 0 : random.bounded(25, 200);
    plan.kills = random.bounded(3) == 0 ? random.bounded(1, 4) : 0;
    plan.reloads = random.bounded(3) == 0 ? 1 : 0;
    plan.isSlow = random.bounded(4) == 0;
    return plan;
}

QByteArray toText(const SegmentPlan &plan)
{
    return QByteArray::number(plan.clients) + " clients, " + QByteArray::number(plan.commandsEach)
           + " commands each, a fault in " + QByteArray::number(plan.faultIn) + ", "
           + QByteArray::number(plan.kills) + " kills, " + QByteArray::number(plan.reloads)
           + " reloads";
}

}  // namespace cosftp::test
