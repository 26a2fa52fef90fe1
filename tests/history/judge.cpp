// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/judge.h"

#include "history/judge_rules.h"
#include "history/judge_search.h"

#include <QElapsedTimer>
#include <QSet>

#include <algorithm>

namespace cosftp::test {

namespace {

constexpr qint64 shrinkingMs = 20'000;

bool isUnexplained(const Component &component)
{
    return explain(component).result == Explanation::Result::NoneExists;
}

bool isSeen(const Component &component, OpId op)
{
    return std::any_of(component.tasks.begin(), component.tasks.end(), [op](const Task &task) {
        return task.kind == Task::Kind::SeeContent && task.content.holds(op);
    });
}

// What need not have happened may still be what was seen, or beside what happened.
bool isWorthTelling(const Component &component, const Task &task)
{
    if (task.isSure() || isSeen(component, task.record->id))
        return true;
    const auto isBeside = [&task](const Task &other) {
        return other.isSure() && other.record->begin.order < task.record->end.order
               && other.record->end.order > task.record->begin.order;
    };
    const auto sizes = [&task](const Task &other) {
        return other.kind == Task::Kind::SeeSize && other.size == task.content.size();
    };
    const QList<Task> &tasks = component.tasks;
    return std::any_of(tasks.begin(), tasks.end(), isBeside)
           || std::any_of(tasks.begin(), tasks.end(), sizes);
}

// Fewer sights, and commands that need not have happened: if even that has no explanation, what is
// left shows why.
Component shrunk(Component component)
{
    QElapsedTimer time;
    time.start();
    for (qsizetype at = component.tasks.size() - 1; at >= 0; --at) {
        Component fewer = component;
        if (fewer.tasks.at(at).isSight())
            fewer.tasks.removeAt(at);
        else
            fewer.tasks[at].end = never;
        if (!time.hasExpired(shrinkingMs) && isUnexplained(fewer))
            component = fewer;
    }
    return component;
}

int ruleOf(const Explanation &explanation)
{
    constexpr int byKind[] = {1, 2, 7, 6, 6, 8, 9, 8};
    return explanation.stuck.isEmpty() ? 1
                                       : byKind[static_cast<int>(explanation.stuck.first()->kind)];
}

QByteArray textOf(const Component &component, const Explanation &explanation,
                  const History &history)
{
    QByteArray text = "no order of the commands explains this:";
    QSet<OpId> told;
    QList<const Task *> tasks;
    for (const Task &task : component.tasks)
        tasks += &task;
    std::stable_sort(tasks.begin(), tasks.end(), [](const Task *one, const Task *other) {
        return one->record->id < other->record->id;
    });
    for (const Task *task : std::as_const(tasks)) {
        if (told.contains(task->record->id) || !isWorthTelling(component, *task))
            continue;
        told += task->record->id;
        text += "\n  " + toText(*task->record) + (task->isSure() ? "" : "   (or never)");
    }
    for (const Trouble &trouble : history.troubles)
        if (!tasks.isEmpty() && trouble.at.order >= tasks.first()->record->begin.order
            && trouble.at.order <= tasks.last()->record->end.order)
            text += "\n    " + toText(trouble);
    text += "\nthe longest order ends with:";
    for (qsizetype key = 0; key < component.keys.size(); ++key) {
        const auto &standing = explanation.standing.at(key);
        text += "\n  " + component.keys.at(key) + ": "
                + (standing ? toText(*standing) : QByteArray("nothing"));
    }
    for (const Task *task : explanation.stuck)
        text += "\nwhich leaves no place for " + QByteArray::number(task->record->id) + ' '
                + nameOf(task->record->verb);
    return text;
}

}  // namespace

Verdict judge(const History &history)
{
    Verdict verdict;
    verdict.violations = singleViolations(history);
    for (const Component &component : componentsOf(history)) {
        const Explanation::Result result = explain(component).result;
        verdict.undecided += result == Explanation::Result::GivenUp ? 1 : 0;
        if (result != Explanation::Result::NoneExists)
            continue;
        const Component shorter = shrunk(component);
        const Explanation explanation = explain(shorter);
        verdict.violations +=
            {ruleOf(explanation), component.keys.join(", "), textOf(shorter, explanation, history)};
    }
    return verdict;
}

}  // namespace cosftp::test
