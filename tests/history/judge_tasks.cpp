// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/judge_tasks.h"

#include "history/judge_told.h"

#include <QSet>

#include <algorithm>

namespace cosftp::test {

namespace {

using Kind = Task::Kind;

// Up to the last byte of that command that was seen: what came behind may have been cut off later.
bool agreesUpTo(OpId op, const Content &seen, const Content &result)
{
    qint64 bytes = 0;
    qint64 end = 0;
    for (const Run &run : seen.runs) {
        bytes += run.count;
        if (run.op == op)
            end = bytes;
    }
    return end > 0 && prefixOf(seen, end) == prefixOf(result, end);
}

// What nobody read may be what an upload that broke off stood on: the contents that the names had
// if every acknowledged command took effect in the order of the replies.
QList<Content> likelyContents(const History &history, const QList<QByteArray> &keys)
{
    QList<const Record *> changes;
    for (const Record &record : history.records)
        if (record.isAcknowledged() && record.isChange())
            changes += &record;
    std::stable_sort(changes.begin(), changes.end(), [](const Record *one, const Record *other) {
        return one->end.order < other->end.order;
    });
    std::map<QByteArray, Content> now = history.before;
    QList<Content> contents;
    for (const Record *change : std::as_const(changes)) {
        const Content there = now.count(change->key) > 0 ? now[change->key] : Content();
        if (change->verb == Verb::Dele || change->verb == Verb::Rename)
            now.erase(change->key);
        if (change->verb == Verb::Rename)
            now[change->target] = there;
        if (!change->isUpload())
            continue;
        const qint64 offset = change->verb == Verb::Appe ? there.size() : change->offset;
        const bool isKnown = change->verb == Verb::Stor || offset <= there.size();
        if (!isKnown) {
            now.erase(change->key);
            continue;
        }
        const Content result = change->verb == Verb::Stor
                                   ? Content{{change->sent}}
                                   : joined(prefixOf(there, offset), change->sent);
        now[change->key] = result;
        if (keys.contains(change->key))
            contents += result;
    }
    return contents;
}

/// Makes the tasks of one component.
class TaskMaker
{
public:
    TaskMaker(const History &history, const QList<QByteArray> &keys);
    Component made();

private:
    void add(const Record &record);
    void addFileMoves(const Record &record);
    void addList(const Record &record);
    void addSight(const Record &record, const QByteArray &key, std::optional<qint64> size);
    void addNothing(const Record &record, const QByteArray &key);
    void addChange(Task task);
    [[nodiscard]] Task taskOf(Kind kind, const Record &record, const QByteArray &key) const;
    [[nodiscard]] QList<Behind> behindFor(const Record &record) const;
    void addWaiting(QList<Behind> &behind, const Record &record) const;
    [[nodiscard]] QList<qint64> offsetsFor(const Record &record) const;
    [[nodiscard]] QList<Content> wouldBe(const Record &upload, int depth) const;
    [[nodiscard]] bool isPossible(const Content &result, const Record &record) const;
    [[nodiscard]] bool isTakenAway(const Task &task) const;
    [[nodiscard]] bool isGoneOnBehind(const Task &task) const;
    [[nodiscard]] bool isReadInOther(const Task &task) const;
    [[nodiscard]] bool isNoticed(const Task &task) const;
    void dropUnnoticed();

    const History &m_history;
    Component m_component;
    QList<Content> m_seen;    ///< All contents that were read, or stood at the beginning.
    QList<Content> m_likely;  ///< What stood there if commands took effect as they ended.
    QSet<OpId> m_seenOps;
    QSet<qint64> m_sizes;  ///< That were told and may be those of an object.
};

TaskMaker::TaskMaker(const History &history, const QList<QByteArray> &keys) : m_history(history)
{
    m_component.keys = keys;
    for (const QByteArray &key : keys) {
        const auto found = history.before.find(key);
        const bool isThere = found != history.before.end();
        m_component.before += isThere ? std::optional(found->second) : std::nullopt;
        if (isThere)
            m_seen += found->second;
    }
    for (const Record &record : history.records)
        if (record.verb == Verb::Retr && record.isAcknowledged() && keys.contains(record.key))
            m_seen += record.read;
    for (const Content &content : std::as_const(m_seen))
        for (const Run &run : content.runs)
            m_seenOps += run.op;
    m_likely = likelyContents(history, keys);
}

Component TaskMaker::made()
{
    for (const Record &record : m_history.records)
        add(record);
    dropUnnoticed();
    std::stable_sort(m_component.tasks.begin(), m_component.tasks.end(),
                     [](const Task &one, const Task &other) { return one.end < other.end; });
    return m_component;
}

void TaskMaker::add(const Record &record)
{
    if (record.verb == Verb::RenameFolder)
        return addFileMoves(record);
    if (record.verb == Verb::List)
        return addList(record);
    if (!m_component.keys.contains(record.key))
        return;
    switch (record.verb) {
    case Verb::Stor:
        return addChange(taskOf(Kind::Put, record, record.key));
    case Verb::RestStor:
    case Verb::Appe:
        return addChange(taskOf(Kind::Extend, record, record.key));
    case Verb::Dele:
        return addChange(taskOf(Kind::Remove, record, record.key));
    case Verb::Rename:
        return addChange(taskOf(Kind::Move, record, record.key));
    case Verb::Retr:
    case Verb::Size:
        return record.isAcknowledged()
                   ? addSight(record, record.key,
                              record.verb == Verb::Size ? std::optional(record.size) : std::nullopt)
                   : addNothing(record, record.key);
    case Verb::List:
    case Verb::RenameFolder:
    case Verb::Mfmt:
        return;
    }
}

Task TaskMaker::taskOf(Kind kind, const Record &record, const QByteArray &key) const
{
    Task task;
    task.kind = kind;
    task.record = &record;
    task.key = static_cast<int>(m_component.keys.indexOf(key));
    task.begin = record.begin.order;
    if (record.isAcknowledged())
        task.end = record.end.order;
    const bool hasTrouble = m_history.hasTrouble(record);
    task.latest = record.code != 0 && !hasTrouble ? record.end.order : never;
    // Tried again, a publish can come long after the look.
    task.windowUs = hasTrouble ? record.begin.us : record.end.us - m_history.windowUs;
    task.content = Content{{record.sent}};
    if (kind == Kind::Move)
        task.target = static_cast<int>(m_component.keys.indexOf(record.target));
    if (kind == Kind::Remove)
        task.mayFindNothing = !mayWait(m_history, record, key).isEmpty();
    if (kind == Kind::Extend)
        task.behind = behindFor(record);
    return task;
}

void TaskMaker::addChange(Task task)
{
    if (!isWithoutEffect(m_history, *task.record))
        m_component.tasks += std::move(task);
}

// One file at a time: nothing promises that a folder is renamed in one moment.
void TaskMaker::addFileMoves(const Record &record)
{
    for (const QByteArray &key : std::as_const(m_component.keys)) {
        if (!key.startsWith(record.key + '/'))
            continue;
        Task task = taskOf(Kind::MoveIfThere, record, key);
        task.target =
            static_cast<int>(m_component.keys.indexOf(record.target + key.mid(record.key.size())));
        addChange(std::move(task));
    }
}

void TaskMaker::addList(const Record &record)
{
    if (!record.isAcknowledged())
        return;
    for (const QByteArray &key : std::as_const(m_component.keys)) {
        const auto listed = record.listed.find(key);
        if (listed != record.listed.end())
            addSight(record, key, listed->second);
        else if (folderOf(key) == record.key)
            addNothing(record, key);
    }
}

void TaskMaker::addSight(const Record &record, const QByteArray &key, std::optional<qint64> size)
{
    if (size && mayWaitWith(m_history, record, key, *size))
        return;
    Task task = taskOf(size ? Kind::SeeSize : Kind::SeeContent, record, key);
    task.end = record.end.order;
    task.content = record.read;
    if (size) {
        task.size = *size;
        task.begin = seenSince(m_history, record, key);
        m_sizes += *size;
    }
    m_component.tasks += task;
}

// 550 has other reasons too: a fault, or an upload of the user that waits.
void TaskMaker::addNothing(const Record &record, const QByteArray &key)
{
    const bool isMissing = record.code == 550 || record.verb == Verb::List;
    if (!isMissing || m_history.hasTrouble(record)
        || (record.verb == Verb::Retr && !mayWait(m_history, record, key).isEmpty()))
        return;
    Task task = taskOf(Kind::SeeNothing, record, key);
    task.end = record.end.order;
    if (record.verb != Verb::Retr)
        task.begin = seenSince(m_history, record, key);
    m_component.tasks += task;
}

// --- What uploads may come behind

QList<Behind> TaskMaker::behindFor(const Record &record) const
{
    QList<Behind> behind;
    const Record *waiting = certainlyWaiting(m_history, record, record.key);
    const bool isAppend = record.verb == Verb::Appe;
    Behind standing{Behind::What::Standing, isAppend ? -1 : record.offset};
    standing.needsObject = isAppend && waiting != nullptr;
    const bool isLogAppend = isAppend && toldSinceOwnChange(m_history, record).isEmpty();
    const bool mayStand = waiting == nullptr || isLogAppend;
    if (mayStand)
        behind += standing;
    addWaiting(behind, record);
    return behind;
}

void TaskMaker::addWaiting(QList<Behind> &behind, const Record &record) const
{
    const QList<qint64> told = toldBefore(m_history, record);
    const bool isAppend = record.verb == Verb::Appe;
    if (isAppend && told.isEmpty())
        return;
    for (const Record *upload : mayWait(m_history, record, record.key))
        for (const Content &content : wouldBe(*upload, 3))
            for (const qint64 bytes : offsetsFor(record)) {
                Behind waiting{Behind::What::Waiting};
                waiting.whole = joined(prefixOf(content, bytes), record.sent);
                waiting.needsNothing = !isAppend && !told.contains(record.offset);
                waiting.notNewerThan = m_history.newestUnder(*upload);
                if (bytes <= content.size() && isPossible(waiting.whole, record))
                    behind += waiting;
            }
}

// APPE does not name one: it is one that was told, or where the bytes lie, if anybody saw them.
QList<qint64> TaskMaker::offsetsFor(const Record &record) const
{
    if (record.verb != Verb::Appe)
        return {record.offset};
    const QList<qint64> told = toldBefore(m_history, record);
    QSet<qint64> offsets(told.begin(), told.end());
    for (const Content &content : m_seen) {
        qint64 at = 0;
        for (const Run &run : content.runs) {
            if (run.op == record.id)
                offsets += at;
            at += run.count;
        }
    }
    return offsets.values();
}

// What an upload that broke off would have been, as far as anybody can know.
QList<Content> TaskMaker::wouldBe(const Record &upload, int depth) const
{
    if (upload.verb == Verb::Stor)
        return {Content{{upload.sent}}};
    QList<Content> bases = m_seen + m_likely;
    if (upload.verb == Verb::Appe)
        bases += Content();
    if (depth > 0)
        for (const Record *older : mayWait(m_history, upload, upload.key))
            bases += wouldBe(*older, depth - 1);
    QList<Content> contents;
    for (const Content &base : std::as_const(bases)) {
        const qint64 bytes = upload.verb == Verb::Appe ? base.size() : upload.offset;
        const Content content = joined(prefixOf(base, bytes), upload.sent);
        if (bytes <= base.size() && !contents.contains(content))
            contents += content;
    }
    return contents;
}

// What nobody saw can be anything of its size.
bool TaskMaker::isPossible(const Content &result, const Record &record) const
{
    return !m_seenOps.contains(record.id)
           || std::any_of(m_seen.begin(), m_seen.end(),
                          [&](const Content &seen) { return agreesUpTo(record.id, seen, result); });
}

// --- What need not be looked at

// Something was there: it may be what nobody read.
bool TaskMaker::isTakenAway(const Task &task) const
{
    return std::any_of(
        m_component.tasks.begin(), m_component.tasks.end(), [&task](const Task &other) {
            const bool takesAway = other.kind == Kind::Remove || other.kind == Kind::Move;
            return takesAway && other.isSure() && other.key == task.key && other.end > task.begin;
        });
}

// An acknowledged REST + STOR came behind something: it may be what nobody read.
bool TaskMaker::isGoneOnBehind(const Task &task) const
{
    return std::any_of(m_component.tasks.begin(), m_component.tasks.end(),
                       [&task](const Task &other) {
                           return other.kind == Kind::Extend && other.isSure()
                                  && other.record->verb == Verb::RestStor && other.key == task.key
                                  && other.end > task.begin;
                       });
}

// What went on with a broken upload: another command's bytes may lie behind the first ones of it.
bool TaskMaker::isReadInOther(const Task &task) const
{
    return std::any_of(task.behind.begin(), task.behind.end(), [this](const Behind &behind) {
        const QList<Run> &runs = behind.whole.runs;
        return std::any_of(runs.begin(), runs.end(),
                           [this](const Run &run) { return m_seenOps.contains(run.op); });
    });
}

// A command that was not acknowledged and of which nobody saw anything has had no effect, as far as
// anybody can tell.
bool TaskMaker::isNoticed(const Task &task) const
{
    if (task.isSure() || (task.kind != Kind::Put && task.kind != Kind::Extend))
        return true;
    if (m_seenOps.contains(task.record->id) || isTakenAway(task) || isGoneOnBehind(task)
        || isReadInOther(task))
        return true;
    const bool mayBeExtended =
        task.kind == Kind::Extend
        || std::any_of(m_component.tasks.begin(), m_component.tasks.end(),
                       [](const Task &other) { return other.kind == Kind::Extend; });
    return mayBeExtended ? !m_sizes.isEmpty() : m_sizes.contains(task.content.size());
}

void TaskMaker::dropUnnoticed()
{
    for (const Content &content : std::as_const(m_seen))
        m_sizes.remove(content.size());
    const QList<Task> tasks = m_component.tasks;
    for (const Task &task : tasks)
        if (task.isSure() && task.kind == Kind::Put)
            m_sizes.remove(task.content.size());
    m_component.tasks.removeIf([this](const Task &task) { return !isNoticed(task); });
}

/// Groups of keys that renames connect.
QList<QList<QByteArray>> groupsOf(const History &history)
{
    QList<QList<QByteArray>> groups;
    for (const QByteArray &name : history.names)
        groups += QList<QByteArray>{name};
    const auto connect = [&groups](const QByteArray &one, const QByteArray &other) {
        const auto of = [&groups](const QByteArray &name) {
            return std::find_if(groups.begin(), groups.end(),
                                [&name](const auto &group) { return group.contains(name); });
        };
        const auto first = of(one);
        const auto second = of(other);
        if (first == groups.end() || second == groups.end() || first == second)
            return;
        *first += *second;
        groups.erase(second);
    };
    for (const Record &record : history.records) {
        if (record.verb == Verb::Rename)
            connect(record.key, record.target);
        if (record.verb == Verb::RenameFolder)
            for (const QByteArray &name : history.names)
                if (name.startsWith(record.key + '/'))
                    connect(name, record.target + name.mid(record.key.size()));
    }
    return groups;
}

}  // namespace

QList<Component> componentsOf(const History &history)
{
    QList<Component> components;
    for (const QList<QByteArray> &keys : groupsOf(history))
        components += TaskMaker(history, keys).made();
    return components;
}

}  // namespace cosftp::test
