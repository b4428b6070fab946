if(TARGET stapel)
    install(TARGETS stapel RUNTIME DESTINATION bin)
endif()
