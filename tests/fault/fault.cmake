# Fault tests: part of system_tests. Included from tests/system.
set(fault_folder ${CMAKE_SOURCE_DIR}/tests/fault)
target_sources(system_tests PRIVATE
  ${fault_folder}/checker.cpp ${fault_folder}/checker_test.cpp ${fault_folder}/writers.cpp ${fault_folder}/disk_full_test.cpp)

# A sanitizer's runtime must be the first library of a process, so nothing is preloaded into such a server.
if(NOT LING_SANITIZE)
  foreach(fault power_cut failing_fsync)
    add_library(${fault} MODULE ${fault_folder}/${fault}.cpp)
    target_compile_options(${fault} PRIVATE -Wall -Wextra -Wconversion -Wshadow -Werror)
    target_link_libraries(${fault} PRIVATE ${CMAKE_DL_LIBS})
    add_dependencies(system_tests ${fault})
    string(TOUPPER ${fault} name)
    target_compile_definitions(system_tests PRIVATE LING_${name}_LIBRARY="$<TARGET_FILE:${fault}>")
    target_sources(system_tests PRIVATE ${fault_folder}/${fault}_test.cpp)
  endforeach()
endif()
