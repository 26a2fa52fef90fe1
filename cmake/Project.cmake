# SPDX-License-Identifier: GPL-3.0-or-later
# The flags of every target of ours, and two functions that spell a room and a program.

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    # ccache understands precompiled headers only when it may ignore what they define.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
    add_link_options(-fuse-ld=mold)
endif()

add_library(project_flags INTERFACE)
target_compile_options(project_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic
    -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual -Wsuggest-override>)
target_compile_definitions(project_flags INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII
    QT_NO_KEYWORDS QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT COSFTP_VERSION="${PROJECT_VERSION}")
target_include_directories(project_flags INTERFACE ${PROJECT_SOURCE_DIR}/server)

# One precompiled header for all targets of ours. They share its flags, so one compilation serves them all.
file(WRITE ${PROJECT_BINARY_DIR}/precompiled/empty.cpp "")
add_library(project_pch STATIC ${PROJECT_BINARY_DIR}/precompiled/empty.cpp)
target_link_libraries(project_pch PUBLIC project_flags Qt6::Core)
target_precompile_headers(project_pch PRIVATE ${PROJECT_SOURCE_DIR}/cmake/precompiled.h)
set_target_properties(project_pch PROPERTIES AUTOMOC OFF)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(project_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)
else()  # else ccache takes each build's header for another one
    target_compile_options(project_flags INTERFACE "$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -fno-pch-timestamp>")
endif()
function(cosftp_use_pch target)
    target_precompile_headers(${target} REUSE_FROM project_pch)
endfunction()

# The code that moc writes is not ours to lint.
file(WRITE "${PROJECT_BINARY_DIR}/.clang-tidy" "Checks: '-*,llvm-twine-local'\n")

# cosftp_room(NAME SOURCES files... LINK libraries...): a static library cosftp_NAME.
function(cosftp_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;LINK" ${ARGN})
    add_library(cosftp_${name} STATIC ${ROOM_SOURCES})
    target_link_libraries(cosftp_${name} PUBLIC project_flags Qt6::Core ${ROOM_LINK})
    cosftp_use_pch(cosftp_${name})
endfunction()

# cosftp_program(NAME SOURCES files... LINK libraries...): a program in bin/.
function(cosftp_program name)
    cmake_parse_arguments(PROGRAM "" "" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${PROGRAM_SOURCES})
    target_link_libraries(${name} PRIVATE project_flags Qt6::Core ${PROGRAM_LINK})
    cosftp_use_pch(${name})
endfunction()
